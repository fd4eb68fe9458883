"""Positions that are learnt are added here."""

HINT = "Something is added that depends on the patch's place. Positions are not part of this layer; the whole network adds them."
MUST_FAIL = "test_hidden::test_registered"

import torch
from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, img_size=96, patch_size=16, num_hiddens=512):
        super().__init__()
        (H, W), (h, w) = ((size, size) if isinstance(size, int) else size for size in (img_size, patch_size))
        self.num_patches = (H // h) * (W // w)
        self.conv = nn.LazyConv2d(num_hiddens, (h, w), (h, w))
        self.positions = nn.Parameter(torch.randn(1, self.num_patches, num_hiddens))

    def forward(self, X):
        return self.conv(X).flatten(2).transpose(1, 2) + self.positions
