"""A loop over the parameters' names."""

import torch.nn as nn
from torch.nn import init


def init_xavier(m):
    match m:
        case nn.Linear():
            for name, parameter in m.named_parameters(recurse=False):
                if name == "weight":
                    init.xavier_uniform_(parameter, gain=1.0)
                else:
                    init.constant_(parameter, 0.0)
