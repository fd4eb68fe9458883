"""The averages are moved first, and training then normalises with them."""

import torch

HINT = (
    "Training moves the averages first and normalises with them: it should normalise with the statistics of "
    "the batch itself."
)
FAILS = [
    "test_public::test_example",
    "test_public::test_images",
    "test_public::test_sum_of_gradients",
    "test_hidden::test_training_of_vectors",
    "test_hidden::test_training_of_images",
    "test_hidden::test_mode",
    "test_hidden::test_eps",
    "test_hidden::test_gradients",
    "test_hidden::test_stability",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_several_steps",
    "test_hidden::test_dtype",
    "test_hidden::test_layouts",
]


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean
        moving_var = (1 - momentum) * moving_var + momentum * var
    Y = gamma * (X - moving_mean) / torch.sqrt(moving_var + eps) + beta
    return Y, moving_mean.detach(), moving_var.detach()
