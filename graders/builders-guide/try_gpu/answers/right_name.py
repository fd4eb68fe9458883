"""One expression for the name."""

import torch


def num_gpus():
    return torch.cuda.device_count() if torch.cuda.is_available() else 0


def try_gpu(i=0):
    name = ("cpu", "cuda:%d" % i)[num_gpus() >= i + 1]
    return torch.device(name)
