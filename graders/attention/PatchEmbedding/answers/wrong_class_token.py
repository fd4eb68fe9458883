"""A class token stands in front of the patches."""

HINT = "The result has one vector more than there are patches: a class token in front of them. It is not part of this layer; the whole network puts it there."
MUST_FAIL = "test_hidden::test_values"

import torch
from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, img_size=96, patch_size=16, num_hiddens=512):
        super().__init__()
        (H, W), (h, w) = ((size, size) if isinstance(size, int) else size for size in (img_size, patch_size))
        self.num_patches = (H // h) * (W // w)
        self.conv = nn.LazyConv2d(num_hiddens, (h, w), (h, w))
        self.token = nn.Parameter(torch.zeros(1, 1, num_hiddens))

    def forward(self, X):
        X = self.conv(X).flatten(2).transpose(1, 2)
        return torch.cat([self.token.expand(X.shape[0], -1, -1), X], dim=1)
