"""torch's function with the layer's own numbers; the random mask is made by hand."""

import torch
from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.layer, self.dropout = nn.LayerNorm(normalized_shape), dropout

    def forward(self, X, Y):
        if self.training and self.dropout > 0:
            keep = torch.bernoulli(torch.full(Y.shape, 1 - self.dropout, device=Y.device)).to(Y.dtype)
            Y = Y * keep / (1 - self.dropout)
        return nn.functional.layer_norm(X + Y, self.layer.normalized_shape, self.layer.weight, self.layer.bias, self.layer.eps)
