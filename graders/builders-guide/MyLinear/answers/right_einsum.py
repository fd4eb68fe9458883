"""einsum, parameters of any names, the bias as a row."""

import torch
from torch.nn import Module, Parameter
from torch.nn.functional import relu


class MyLinear(Module):
    def __init__(self, in_units: int, units: int) -> None:
        super().__init__()
        bound = in_units**-0.5
        self.w = Parameter(torch.empty(in_units, units).uniform_(-bound, bound))
        self.b = Parameter(torch.randn(1, units))

    def forward(self, X):
        return relu(torch.einsum("ni,iu->nu", X, self.w) + self.b)
