"""The 1 x 1 convolution as what it is: a linear map of the channels, at every stride-th pixel."""

import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, input_channels, num_channels, use_1x1conv=False, strides=1):
        super().__init__()
        self.strides = strides
        self.first = nn.Conv2d(input_channels, num_channels, (3, 3), stride=(strides, strides), padding=(1, 1))
        self.second = nn.Conv2d(num_channels, num_channels, (3, 3), padding=(1, 1))
        self.norms = nn.ModuleList(nn.BatchNorm2d(num_channels) for _ in range(2))
        self.project = nn.Linear(input_channels, num_channels) if use_1x1conv else None

    def forward(self, X):
        Y = self.norms[1](self.second(torch.relu(self.norms[0](self.first(X)))))
        if self.project is not None:
            seen = X[:, :, :: self.strides, :: self.strides]
            X = self.project(seen.movedim(1, -1)).movedim(-1, 1)
        return torch.relu(X + Y)
