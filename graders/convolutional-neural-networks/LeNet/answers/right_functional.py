"""Layers as attributes, and everything else in the forward pass."""

import torch
import torch.nn.functional as F
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 6, 5, padding="same")
        self.c3 = nn.Conv2d(6, 16, 5)
        self.f5, self.f6, self.output = nn.Linear(16 * 5 * 5, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, X):
        X = F.avg_pool2d(torch.sigmoid(self.c1(X)), 2)
        X = F.avg_pool2d(torch.sigmoid(self.c3(X)), 2).flatten(1)
        return self.output(torch.sigmoid(self.f6(torch.sigmoid(self.f5(X)))))
