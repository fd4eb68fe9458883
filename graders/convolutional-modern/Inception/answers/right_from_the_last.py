"""Functional, the paths from the last to the first, written into one tensor."""

import torch.nn.functional as F
from torch import nn


class Inception(nn.Module):
    def __init__(self, in_channels, c1, c2, c3, c4, **kwargs):
        super().__init__(**kwargs)
        self.a4 = nn.LazyConv2d(c4, 1)
        self.a3, self.b3 = nn.LazyConv2d(c3[0], 1), nn.LazyConv2d(c3[1], 5, padding=2)
        self.a2, self.b2 = nn.LazyConv2d(c2[0], 1), nn.LazyConv2d(c2[1], 3, padding=1)
        self.a1 = nn.LazyConv2d(c1, 1)
        self.ends = [c1, c1 + c2[1], c1 + c2[1] + c3[1], c1 + c2[1] + c3[1] + c4]

    def forward(self, X):
        p4 = F.relu(self.a4(F.max_pool2d(X, kernel_size=3, stride=1, padding=1)))
        p3 = F.relu(self.b3(F.relu(self.a3(X))))
        p2 = F.relu(self.b2(F.relu(self.a2(X))))
        p1 = F.relu(self.a1(X))
        Y = X.new_empty(len(X), self.ends[3], *X.shape[2:])
        Y[:, : self.ends[0]] = p1
        Y[:, self.ends[0] : self.ends[1]] = p2
        Y[:, self.ends[1] : self.ends[2]] = p3
        Y[:, self.ends[2] :] = p4
        return Y
