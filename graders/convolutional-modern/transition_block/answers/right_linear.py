"""The convolution as a linear layer for each pixel, the mean by slices; a lazy normalisation."""

import torch
from torch import nn


class Thinner(nn.Module):
    def __init__(self, input_channels, num_channels):
        super().__init__()
        self.channels = nn.Linear(input_channels, num_channels)
        self.bn = nn.LazyBatchNorm2d()

    def forward(self, X):
        Y = torch.clamp(self.bn(X), min=0).movedim(1, -1)
        h, w = Y.shape[1] // 2 * 2, Y.shape[2] // 2 * 2
        Y = sum(Y[:, i:h:2, j:w:2] for i in range(2) for j in range(2)) / 4
        return self.channels(Y).movedim(-1, 1)


def transition_block(input_channels, num_channels):
    return Thinner(input_channels, num_channels)
