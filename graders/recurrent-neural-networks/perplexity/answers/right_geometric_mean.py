"""One over the geometric mean of the probabilities, each of which takes its root first."""

import torch


def perplexity(log_probabilities):
    count = log_probabilities.numel()
    mean = torch.einsum("i->", log_probabilities.reshape(-1) / count)
    return mean.exp().reciprocal()
