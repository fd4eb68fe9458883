"""A parameter, drawn from torch's distribution."""

import torch
from torch import nn
from torch.distributions import Uniform


def xavier_uniform(fan_in, fan_out):
    std = torch.sqrt(torch.tensor(2.0 / (fan_in + fan_out)))
    half_width = std * 3**0.5
    return nn.Parameter(Uniform(-half_width, half_width).sample((fan_in, fan_out)))
