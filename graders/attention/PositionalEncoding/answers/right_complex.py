"""Made anew in each pass, as real and imaginary parts of complex numbers on the unit circle."""

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.size, self.p = num_hiddens, dropout

    def forward(self, X):
        n, pairs = X.shape[1], (self.size + 1) // 2
        j = torch.arange(pairs, dtype=torch.float64)
        angles = torch.outer(torch.arange(n, dtype=torch.float64), 10000.0 ** (-2 * j / self.size))
        circle = torch.view_as_real(torch.polar(torch.ones_like(angles), angles))
        P = circle.flip(-1).flatten(1)[:, : self.size]
        return nn.functional.dropout(X + P.to(device=X.device, dtype=X.dtype), self.p, self.training)
