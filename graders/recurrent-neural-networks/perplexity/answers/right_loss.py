"""The sum of the losses over their number, as a training loop counts it."""

import torch


def perplexity(log_probabilities):
    losses = log_probabilities.neg()
    return torch.exp(losses.sum(dtype=torch.float64) / losses.numel()).to(losses.dtype)
