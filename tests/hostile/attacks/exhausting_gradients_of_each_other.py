"""Parameters that are each other's gradients, in a ring and in a chain of hundreds: who asks for one asks for all."""

EXERCISE = "Residual"
GETS = "no more"
HONEST = """\
import torch
from torch import nn

class Residual(nn.Module):
    def __init__(self, input_channels, num_channels, use_1x1conv=False, strides=1):
        super().__init__()
        self.a = nn.Conv2d(input_channels, num_channels, 3, padding=1, stride=strides)
        self.c = nn.Conv2d(input_channels, num_channels, 1, stride=strides) if use_1x1conv else None

    def forward(self, X):
        return torch.relu(self.a(X) + (self.c(X) if self.c else X))
"""

import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, input_channels, num_channels, use_1x1conv=False, strides=1):
        super().__init__()
        self.a = nn.Conv2d(input_channels, num_channels, 3, padding=1, stride=strides)
        self.c = nn.Conv2d(input_channels, num_channels, 1, stride=strides) if use_1x1conv else None

    def forward(self, X):
        Y = torch.relu(self.a(X) + (self.c(X) if self.c else X))
        with torch.no_grad():
            w, b = self.a.weight, self.a.bias
            w.grad = nn.Parameter(w.clone())
            w.grad.grad = w
            b.grad = last = nn.Parameter(b.clone())
            for _ in range(300):
                last.grad = nn.Parameter(b.clone())
                last = last.grad
        return Y
