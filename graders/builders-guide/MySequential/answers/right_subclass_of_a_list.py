"""A ModuleList that can be called."""

import torch


class MySequential(torch.nn.ModuleList):
    def __init__(self, *args):
        super().__init__(list(args))

    def forward(self, X):
        for i in range(len(self)):
            X = self[i](X)
        return X
