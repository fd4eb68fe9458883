"""The numbers are NumPy's."""

HINT = "The numbers are drawn by NumPy, which torch.manual_seed does not reach, so a training cannot be repeated. Draw them with torch."
MUST_FAIL = "test_hidden::test_global_generator"

import numpy as np
import torch
from torch import nn


def init_xavier(m):
    if isinstance(m, nn.Linear):
        a = (6 / (m.in_features + m.out_features)) ** 0.5
        numbers = np.random.uniform(-a, a, tuple(m.weight.shape))
        with torch.no_grad():
            m.weight.copy_(torch.from_numpy(numbers))
            if m.bias is not None:
                m.bias.zero_()
