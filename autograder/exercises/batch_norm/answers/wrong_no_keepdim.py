"""The statistics of images lose their axes, and meet the width instead of the channels."""

import torch

HINT = (
    "The statistics of a channel have lost their axes, so that they are matched against the image's width: "
    "keepdim=True keeps them as (1, C, 1, 1)."
)
FAILS = [
    "test_public::test_images",
    "test_public::test_statistics",
    "test_hidden::test_training_of_images",
    "test_hidden::test_moving_mean",
    "test_hidden::test_moving_variance",
    "test_hidden::test_graph",
    "test_hidden::test_mode",
    "test_hidden::test_eps",
    "test_hidden::test_gradients",
    "test_hidden::test_stability",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_dtype",
    "test_hidden::test_device",
    "test_hidden::test_unmodified",
    "test_hidden::test_layouts",
    "test_hidden::test_cost",
]


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes)
        var = ((X - mean) ** 2).mean(axes)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, moving_mean, moving_var
