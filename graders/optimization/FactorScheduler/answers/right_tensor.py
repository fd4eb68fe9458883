"""The rate is a tensor in float64 that is changed in place."""

import torch


class FactorScheduler(torch.nn.Module):
    def __init__(self, factor=1, stop_factor_lr=1e-7, base_lr=0.1):
        super().__init__()
        self.factor, self.least = factor, stop_factor_lr
        self.rate = torch.tensor(base_lr, dtype=torch.float64)

    def forward(self, t):
        return self.rate.mul_(self.factor).clamp_(min=self.least).item()
