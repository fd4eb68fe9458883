"""A kernel in the shape of nn.Conv2d's, windows as the columns of a matrix."""

import torch.nn as nn
import torch
import torch.nn.functional as F


class Conv2D(nn.Module):
    """nn.Conv2d(1, 1, kernel_size) without its batch and channels."""

    def __init__(self, kernel_size):
        super().__init__()
        self.register_parameter("kernel", nn.Parameter(torch.empty(1, 1, *kernel_size)))
        self.register_parameter("offset", nn.Parameter(torch.empty(())))
        bound = self.kernel.numel() ** -0.5
        nn.init.uniform_(self.kernel, -bound, bound)
        nn.init.zeros_(self.offset)

    def forward(self, X):
        h, w = self.kernel.shape[-2:]
        columns = F.unfold(X[None, None], (h, w))[0]
        return (self.kernel.view(1, -1) @ columns).view(X.shape[0] - h + 1, -1) + self.offset
