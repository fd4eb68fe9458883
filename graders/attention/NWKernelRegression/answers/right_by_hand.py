"""A softmax by hand, its maximum taken off first, and weights that are kept outside the graph."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(0.5))

    def forward(self, queries, keys, values):
        scores = -0.5 * (self.w * (keys.T - queries)).square().T
        powers = (scores - scores.amax(1, keepdim=True)).exp()
        weights = powers / powers.sum(1, keepdim=True)
        self.attention_weights = weights.detach()
        return torch.einsum("qk,qk->q", weights, values)
