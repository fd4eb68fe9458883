"""An nn.Sequential, whose name in torch is another class's by then."""

EXERCISE = "MySequential"
GETS = "no more"
HONEST = """\
from torch import nn

class MySequential(nn.Sequential):
    pass
"""

from torch import nn

Theirs = nn.Sequential
nn.Sequential = nn.ModuleList


# %%
class MySequential(Theirs):
    pass
