"""Python's own random numbers, row by row."""

import math
import random

import torch


def xavier_uniform(fan_in, fan_out):
    a = math.sqrt(6) / math.sqrt(fan_in + fan_out)
    rows = [[random.uniform(-a, a) for _ in range(fan_out)] for _ in range(fan_in)]
    return torch.tensor(rows, requires_grad=True)
