"""torch's initialiser for a plain uniform distribution, which takes care of the graph itself."""

import torch


def xavier_uniform(fan_in, fan_out):
    limit = (6.0 / (fan_in + fan_out)) ** 0.5
    W = torch.zeros((fan_in, fan_out), requires_grad=True)
    return torch.nn.init.uniform_(W, a=-limit, b=limit)
