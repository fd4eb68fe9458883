"""A weight and a bias of its own, made in the first forward pass, and one einsum."""

import torch
from torch import nn


class PatchEmbedding(nn.modules.lazy.LazyModuleMixin, nn.Module):
    def __init__(self, img_size=96, patch_size=16, num_hiddens=512):
        super().__init__()
        img_size, self.patch = (2 * (s,) if isinstance(s, int) else tuple(s) for s in (img_size, patch_size))
        self.num_patches = 1
        for side, size in zip(img_size, self.patch, strict=True):
            self.num_patches *= side // size
        self.num_hiddens = num_hiddens
        self.kernel = nn.UninitializedParameter()
        self.shift = nn.Parameter(torch.zeros(num_hiddens))

    def initialize_parameters(self, X):
        if self.has_uninitialized_params():
            self.kernel.materialize((*self.patch, X.shape[1], self.num_hiddens))
            nn.init.normal_(self.kernel, std=0.02)

    def forward(self, X):
        tiles = X.unfold(2, self.patch[0], self.patch[0]).unfold(3, self.patch[1], self.patch[1])
        return torch.einsum("bcrsij,ijch->brsh", tiles, self.kernel).flatten(1, 2) + self.shift
