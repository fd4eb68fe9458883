"""Prediction is done under no_grad, around the function of the exercise before."""

HINT = "Prediction is right, but under no_grad(): no gradient reaches X, scale or shift there. eval() does not mean that nobody wants gradients."
MUST_FAIL = "test_hidden::test_gradient_of_prediction"

import torch
from torch import nn


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if torch.is_grad_enabled():
        axes = [axis for axis in range(X.ndim) if axis != 1]
        mean = X.mean(axes, keepdim=True)
        centred = X - mean
        var = (centred**2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    else:
        centred, var = X - moving_mean, moving_var
    Y = gamma * centred / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var


class BatchNorm(nn.Module):
    def __init__(self, num_features, num_dims):
        super().__init__()
        shape = (1, num_features) if num_dims == 2 else (1, num_features, 1, 1)
        self.gamma, self.beta = nn.Parameter(torch.ones(shape)), nn.Parameter(torch.zeros(shape))
        self.register_buffer("moving_mean", torch.zeros(shape))
        self.register_buffer("moving_var", torch.ones(shape))

    def forward(self, X):
        with torch.set_grad_enabled(self.training):
            Y, self.moving_mean, self.moving_var = batch_norm(
                X, self.gamma, self.beta, self.moving_mean, self.moving_var, 1e-5, 0.1
            )
        return Y
