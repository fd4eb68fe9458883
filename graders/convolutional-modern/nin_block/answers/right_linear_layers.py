"""The convolutions of 1 x 1 as what they are: linear layers, for each pixel."""

import torch
from torch import nn


class nin_block(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, strides, padding):
        super().__init__()
        self.window = nn.Conv2d(in_channels, out_channels, kernel_size, stride=strides, padding=padding)
        self.pixel = nn.ModuleList([nn.Linear(out_channels, out_channels), nn.Linear(out_channels, out_channels)])

    def forward(self, X):
        Y = torch.relu(self.window(X)).permute(0, 2, 3, 1)
        for layer in self.pixel:
            Y = torch.relu(layer(Y))
        return Y.permute(0, 3, 1, 2)
