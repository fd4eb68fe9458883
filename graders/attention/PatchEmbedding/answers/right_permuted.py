"""Axes are split and exchanged, with the channels last; a linear layer embeds what is flattened."""

from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, img_size=96, patch_size=16, num_hiddens=512):
        super().__init__()
        height, width = (img_size, img_size) if isinstance(img_size, int) else img_size
        self.p, self.q = (patch_size, patch_size) if isinstance(patch_size, int) else patch_size
        self.rows, self.columns = height // self.p, width // self.q
        self.num_patches = self.rows * self.columns
        self.linear = nn.LazyLinear(num_hiddens)

    def forward(self, X):
        B, c = X.shape[:2]
        X = X.reshape(B, c, self.rows, self.p, self.columns, self.q)
        return self.linear(X.permute(0, 2, 4, 3, 5, 1).reshape(B, self.num_patches, self.p * self.q * c))
