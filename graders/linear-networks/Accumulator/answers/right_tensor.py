"""A tensor of float64 that gives numbers back."""

import torch


class Accumulator:
    def __init__(self, n):
        self.sums = torch.zeros(n, dtype=torch.double)

    def add(self, *args):
        self.sums += torch.tensor([float(arg) for arg in args], dtype=torch.double)

    def reset(self):
        self.sums.zero_()

    def __getitem__(self, index):
        return self.sums[index].item()
