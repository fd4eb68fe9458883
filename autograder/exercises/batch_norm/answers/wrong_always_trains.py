"""The statistics of the batch are used in prediction as well."""

import torch

HINT = (
    "Under torch.no_grad() this still uses the statistics of the batch and moves the averages: prediction uses"
    " the moving averages as they are."
)
FAILS = [
    "test_public::test_prediction_example",
    "test_hidden::test_prediction",
    "test_hidden::test_prediction_moves_nothing",
    "test_hidden::test_mode",
    "test_hidden::test_eps",
    "test_hidden::test_several_steps",
]


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if True:
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
