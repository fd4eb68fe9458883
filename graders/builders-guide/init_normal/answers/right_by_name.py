"""A loop over the parameters' names."""

import torch.nn as nn
from torch.nn import init


def init_normal(m):
    match m:
        case nn.Linear():
            for name, parameter in m.named_parameters(recurse=False):
                if name == "weight":
                    init.normal_(parameter, mean=0.0, std=1e-2)
                else:
                    init.constant_(parameter, 0.0)
