"""Each path an nn.Sequential."""

import torch
from torch import nn


class Inception(nn.Module):
    def __init__(self, in_channels, c1, c2, c3, c4):
        super().__init__()

        def conv(before, after, **options):
            return [nn.Conv2d(before, after, **options), nn.ReLU(inplace=True)]

        self.paths = nn.ModuleList([
            nn.Sequential(*conv(in_channels, c1, kernel_size=1)),
            nn.Sequential(*conv(in_channels, c2[0], kernel_size=1), *conv(*c2, kernel_size=3, padding="same")),
            nn.Sequential(*conv(in_channels, c3[0], kernel_size=1), *conv(*c3, kernel_size=5, padding="same")),
            nn.Sequential(nn.MaxPool2d(3, 1, 1), *conv(in_channels, c4, kernel_size=1)),
        ])  # fmt: skip

    def forward(self, X):
        return torch.cat([path(X) for path in self.paths], 1)
