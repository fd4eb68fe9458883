"""torch's own is called."""

HINT = "nn.BatchNorm1d and nn.BatchNorm2d are what is to be written here: the statistics, the buffers and both modes."
MUST_FAIL = "test_hidden::test_own_work"

import torch
from torch import nn


class BatchNorm(nn.Module):
    def __init__(self, num_features, num_dims):
        super().__init__()
        self.norm = (nn.BatchNorm1d if num_dims == 2 else nn.BatchNorm2d)(num_features)

    def forward(self, X):
        return self.norm(X)
