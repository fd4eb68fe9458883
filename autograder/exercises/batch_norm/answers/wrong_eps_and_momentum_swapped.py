"""Takes the last two arguments in the wrong order."""

import torch

HINT = (
    'eps and momentum are taken for each other: the order of the arguments is eps, then momentum.'
)
FAILS = [
    "test_hidden::test_mode",
    "test_hidden::test_dtype",
    "test_hidden::test_eps",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_gradients",
    "test_hidden::test_large",
    "test_hidden::test_layouts",
    "test_hidden::test_moving_mean",
    "test_hidden::test_moving_variance",
    "test_hidden::test_prediction",
    "test_hidden::test_several_steps",
    "test_hidden::test_stability",
    "test_hidden::test_training_of_images",
    "test_hidden::test_training_of_vectors",
    "test_public::test_example",
    "test_public::test_images",
    "test_public::test_prediction_example",
]


def batch_norm(X, gamma, beta, moving_mean, moving_var, momentum, eps):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = (0,) if X.ndim == 2 else (0, 2, 3)
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        moving_mean = ((1 - momentum) * moving_mean + momentum * mean).detach()
        moving_var = ((1 - momentum) * moving_var + momentum * var).detach()
    return gamma * (X - mean) / torch.sqrt(var + eps) + beta, moving_mean, moving_var
