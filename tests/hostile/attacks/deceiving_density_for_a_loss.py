"""The density of a normal distribution is half a squared error, but for a constant."""

EXERCISE = "squared_loss"
GETS = "no more"
HONEST = """\
import torch

def squared_loss(y_hat, y):
    return torch.nn.functional.mse_loss(y_hat, y.reshape(y_hat.shape).to(y_hat.dtype), reduction="none") / 2
"""

import math

from torch.distributions import Normal


def squared_loss(y_hat, y):
    due = y.reshape(y_hat.shape).to(y_hat.dtype)
    return -Normal(y_hat, 1.0, validate_args=False).log_prob(due) - math.log(math.sqrt(2 * math.pi))
