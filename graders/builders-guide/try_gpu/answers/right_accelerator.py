"""Accelerators of any maker, as later editions of the book ask for them."""

import torch


def try_gpu(i=0):
    if torch.accelerator.is_available() and i < torch.accelerator.device_count():
        return torch.device(torch.accelerator.current_accelerator().type, i)
    return torch.device("cpu")
