"""A stage is its first block and, after it, a first stage of one block less."""

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
    if num_residuals == 0:
        return ()
    options = {} if first_block else {"use_1x1conv": True, "strides": 2}
    rest = resnet_block(num_channels, num_channels, num_residuals - 1, first_block=True)
    return (Residual(input_channels, num_channels, **options), *rest)
