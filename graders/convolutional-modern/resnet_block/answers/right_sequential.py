"""A module; the first block apart, its options by position."""

import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, input_channels, num_channels, use_1x1conv=False, strides=1):
        super().__init__()
        self.conv1 = nn.Conv2d(input_channels, num_channels, kernel_size=3, padding=1, stride=strides)
        self.conv2 = nn.Conv2d(num_channels, num_channels, kernel_size=3, padding=1)
        self.conv3 = nn.Conv2d(input_channels, num_channels, kernel_size=1, stride=strides) if use_1x1conv else None
        self.bn1 = nn.BatchNorm2d(num_channels)
        self.bn2 = nn.BatchNorm2d(num_channels)

    def forward(self, X):
        Y = torch.relu(self.bn1(self.conv1(X)))
        Y = self.bn2(self.conv2(Y))
        return torch.relu(Y + (X if self.conv3 is None else self.conv3(X)))


def resnet_block(input_channels, num_channels, num_residuals, first_block=False):
    if first_block:
        first = Residual(input_channels, num_channels)
    else:
        first = Residual(input_channels, num_channels, True, 2)
    return nn.Sequential(first, *(Residual(num_channels, num_channels) for _ in range(num_residuals - 1)))
