"""The convolutions of 1 x 1 as linear layers; one ReLU for all that is joined."""

import torch
from torch import nn


def Inception(in_channels, c1, c2, c3, c4):
    class Pixelwise(nn.Linear):
        def forward(self, X):
            return super().forward(X.movedim(1, -1)).movedim(-1, 1)

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.ModuleList(Pixelwise(in_channels, c) for c in (c1, c2[0], c3[0], c4))
            self.second = nn.ModuleDict({"3": nn.Conv2d(*c2, 3, padding=1), "5": nn.Conv2d(*c3, 5, padding=2)})

        def forward(self, X):
            one, three, five, pooled = self.first
            padded = nn.functional.pad(X, (1, 1, 1, 1), value=-torch.inf)
            largest = padded.unfold(2, 3, 1).unfold(3, 3, 1).flatten(4).max(dim=4).values
            paths = [one(X), self.second["3"](three(X).relu()), self.second["5"](five(X).relu()), pooled(largest)]
            return torch.cat(paths, dim=-3).relu()

    return Block()
