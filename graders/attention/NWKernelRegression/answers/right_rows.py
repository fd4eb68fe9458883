"""One query after the other."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_parameter("w", nn.Parameter(torch.randn(1, 1)))

    def forward(self, queries, keys, values):
        rows = [
            torch.log_softmax(-(((query - row) * self.w.squeeze()) ** 2) / 2, dim=0).exp()
            for query, row in zip(queries, keys, strict=True)
        ]
        self.attention_weights = torch.stack(rows)
        return torch.stack([weights @ row for weights, row in zip(rows, values, strict=True)])
