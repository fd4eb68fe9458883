"""The first linear layer as what it is in the paper: a product with all of its 16 x 5 x 5 inputs."""

import torch
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList([nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)])
        self.pool, self.act = nn.AvgPool2d(2), nn.Sigmoid()
        self.fc = nn.ModuleList([nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)])

    def forward(self, X):
        for convolution in self.convolutions:
            X = self.pool(self.act(convolution(X)))
        X = torch.einsum("nchw,ochw->no", X, self.fc[0].weight.view(120, 16, 5, 5)) + self.fc[0].bias
        for layer in self.fc[1:]:
            X = layer(self.act(X))
        return X
