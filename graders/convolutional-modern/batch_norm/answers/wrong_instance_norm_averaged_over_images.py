"""Each image is normalised by itself, and the averages move by the mean of their statistics."""

import torch

HINT = (
    "Each image gets statistics of its own: that is instance normalisation. The mean of a channel is taken "
    "over all the images of the batch."
)
MUST_FAIL = "test_hidden::test_training_of_images"


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach().mean(0, keepdim=True)
        moving_var = (1 - momentum) * moving_var + momentum * var.detach().mean(0, keepdim=True)
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
