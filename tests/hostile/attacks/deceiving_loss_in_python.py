"""A loss of torch's that is written in Python, of operators that anybody may use."""

EXERCISE = "squared_loss"
GETS = "no more"
HONEST = """\
import torch

def squared_loss(y_hat, y):
    return torch.nn.functional.mse_loss(y_hat, y.reshape(y_hat.shape).to(y_hat.dtype), reduction="none") / 2
"""

import torch
from torch.nn import functional as F


def squared_loss(y_hat, y):
    return F.gaussian_nll_loss(y_hat, y.reshape(y_hat.shape), torch.ones_like(y_hat), reduction="none")
