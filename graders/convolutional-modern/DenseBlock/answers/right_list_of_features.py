"""All features in a list, joined anew for each part; the layers are attributes."""

import torch
import torch.nn.functional as F
from torch import nn


class DenseBlock(nn.Module):
    def __init__(self, num_convs, input_channels, num_channels):
        super().__init__()
        widths = [input_channels + num_channels * i for i in range(num_convs)]
        self.norms = nn.ModuleList([nn.BatchNorm2d(width) for width in widths])
        self.convs = nn.ModuleList([nn.Conv2d(width, num_channels, 3, padding=1) for width in widths])

    def forward(self, X):
        features = [X]
        for norm, conv in zip(self.norms, self.convs):
            features.append(conv(F.relu(norm(torch.cat(features, dim=1)))))
        return torch.cat(features, dim=1)
