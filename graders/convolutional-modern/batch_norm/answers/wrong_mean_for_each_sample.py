"""Right values, but the mean of the batch is computed again for each sample of the variance."""

import torch

HINT = (
    "The values are right, but the cost grows with the square of the batch: the mean, or something like it, is computed "
    "again for each sample. Compute it once, before the loop."
)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    mean, var = moving_mean, moving_var
    if torch.is_grad_enabled():
        axes = tuple(range(2, X.ndim))

        def over_batch(samples):
            average = sum(samples) / len(samples)
            return average.mean(tuple(a - 1 for a in axes), keepdim=True)[None] if axes else average[None]

        mean = over_batch(X)
        var = over_batch([(x - over_batch(X)[0]) ** 2 for x in X])
        moving_mean = ((1 - momentum) * moving_mean + momentum * mean).detach()
        moving_var = ((1 - momentum) * moving_var + momentum * var).detach()
    return gamma * (X - mean) / torch.sqrt(var + eps) + beta, moving_mean, moving_var
