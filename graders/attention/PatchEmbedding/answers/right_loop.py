"""One patch after the other, in two loops."""

import torch
from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, img_size=96, patch_size=16, num_hiddens=512):
        super().__init__()
        sizes = [(size, size) if isinstance(size, int) else size for size in (img_size, patch_size)]
        (self.H, self.W), (self.h, self.w) = sizes
        self.num_patches = len(range(0, self.H, self.h)) * len(range(0, self.W, self.w))
        self.layer = nn.LazyLinear(num_hiddens)

    def forward(self, X):
        patches = []
        for top in range(0, self.H, self.h):
            for left in range(0, self.W, self.w):
                patches.append(X[:, :, top : top + self.h, left : left + self.w].flatten(1))
        return torch.stack([self.layer(patch) for patch in patches], dim=1)
