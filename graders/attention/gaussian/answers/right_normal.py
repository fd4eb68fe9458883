"""The density of torch's normal distribution, divided by its value at 0."""

import torch


def gaussian(x):
    normal = torch.distributions.Normal(torch.zeros_like(x), torch.ones_like(x))
    return (normal.log_prob(x) - normal.log_prob(torch.zeros_like(x))).exp()
