"""By the sign of what is left of 1."""

import torch


def boxcar(x):
    return (1 - x.abs()).sign().clamp(min=0)
