"""A module with a list of convolutions; ReLU and pooling are functions."""

import torch.nn.functional as F
from torch import nn


class vgg_block(nn.Module):
    def __init__(self, num_convs, in_channels, out_channels):
        super().__init__()
        channels = [in_channels] + [out_channels] * num_convs
        self.convs = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip(channels[:-1], channels[1:]))

    def forward(self, X):
        for conv in self.convs:
            X = F.relu(conv(X))
        return F.max_pool2d(X, 2)
