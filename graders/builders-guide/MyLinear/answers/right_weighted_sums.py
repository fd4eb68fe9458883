"""Products that are summed, and a ParameterDict."""

import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.params = nn.ParameterDict({"b": torch.randn(units), "w": torch.randn(in_units, units)})
        self.relu = nn.ReLU()

    def forward(self, X):
        products = X.unsqueeze(2) * self.params["w"].unsqueeze(0)
        return self.relu(products.sum(dim=1) + self.params["b"])
