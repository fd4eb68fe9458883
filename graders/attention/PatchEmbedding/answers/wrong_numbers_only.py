"""Pairs are not understood."""

HINT = "Sizes that are pairs, (height, width), are not understood. Make a pair of a number first, and then work with pairs alone."
MUST_FAIL = "test_hidden::test_pairs"

from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, img_size=96, patch_size=16, num_hiddens=512):
        super().__init__()
        self.num_patches = (img_size // patch_size) ** 2
        self.conv = nn.LazyConv2d(num_hiddens, kernel_size=patch_size, stride=patch_size)

    def forward(self, X):
        return self.conv(X).flatten(2).transpose(1, 2)
