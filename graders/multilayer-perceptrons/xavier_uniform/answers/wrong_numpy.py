"""Drawn by NumPy, whose seed is another."""

HINT = "The weights are drawn by NumPy, which has a seed of its own: after torch.manual_seed(0) other weights come each time. Draw them with torch.rand."
MUST_FAIL = "test_hidden::test_seed"

import numpy as np
import torch


def xavier_uniform(fan_in, fan_out):
    bound = np.sqrt(6 / (fan_in + fan_out))
    numbers = np.random.uniform(-bound, bound, (fan_in, fan_out))
    return torch.tensor(numbers, dtype=torch.get_default_dtype(), requires_grad=True)
