"""Only Y is returned."""

import torch

HINT = "Only Y is returned: the caller needs the moving averages as well, (Y, moving_mean, moving_var)."
FAILS = [
    "test_public::test_example",
    "test_public::test_images",
    "test_public::test_prediction_example",
    "test_public::test_statistics",
    "test_public::test_sum_of_gradients",
    "test_hidden::test_training_of_vectors",
    "test_hidden::test_training_of_images",
    "test_hidden::test_prediction",
    "test_hidden::test_prediction_moves_nothing",
    "test_hidden::test_moving_mean",
    "test_hidden::test_moving_variance",
    "test_hidden::test_graph",
    "test_hidden::test_mode",
    "test_hidden::test_eps",
    "test_hidden::test_gradients",
    "test_hidden::test_gradcheck",
    "test_hidden::test_stability",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_large",
    "test_hidden::test_several_steps",
    "test_hidden::test_dtype",
    "test_hidden::test_device",
    "test_hidden::test_layouts",
    "test_hidden::test_cost",
]


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = [0] if X.dim() == 2 else [0, 2, 3]
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    return gamma * (X - mean) / torch.sqrt(var + eps) + beta
