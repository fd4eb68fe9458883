"""The work is left to torch, on copies of the averages."""

import torch
import torch.nn.functional as F

HINT = (
    "This behaves like torch's own batch_norm: it keeps the unbiased variance (divided by m - 1), and in training it "
    "refuses a batch that has one value per channel. Here the moving variance is made from the biased one."
)
MUST_FAIL = "test_hidden::test_moving_variance"


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean.detach().reshape(-1).clone(), moving_var.detach().reshape(-1).clone()
    Y = F.batch_norm(X, mean, var, gamma.reshape(-1), beta.reshape(-1), torch.is_grad_enabled(), momentum, eps)
    return Y, mean.reshape(moving_mean.shape), var.reshape(moving_var.shape)
