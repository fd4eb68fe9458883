"""One element after the other."""

import torch


def gaussian(x):
    values = [torch.exp(-0.5 * element * element) for element in x.reshape(-1).unbind()]
    return torch.stack(values).reshape(x.shape)
