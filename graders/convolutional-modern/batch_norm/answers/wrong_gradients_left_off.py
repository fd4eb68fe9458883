"""Gradients are switched off for the averages, and not on again."""

import torch

HINT = (
    "The results of one call are right, but gradients stay disabled afterwards, so that the next call "
    "takes itself for prediction and nothing is learned any more. Write `with torch.no_grad():` around "
    "the averages: it ends by itself."
)
MUST_FAIL = "test_hidden::test_left_behind"


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    training = torch.is_grad_enabled()
    if training:
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    if training:
        torch.set_grad_enabled(False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean
        moving_var = (1 - momentum) * moving_var + momentum * var
    return Y, moving_mean, moving_var
