"""Elements are moved in a flat tensor that is a copy of a transposed one."""

HINT = (
    "For a transposed or strided x nothing is moved: reshape(-1) and flatten() give a copy there, and changing that leaves the "
    "tensor that f gets as it was. Make the copy contiguous first, or index with the whole shape."
)
MUST_FAIL = "test_hidden::test_layouts"

import torch


def numerical_gradient(f, x, h=1e-4):
    point = x.clone()
    grad = torch.zeros(x.numel(), dtype=x.dtype, device=x.device)
    flat = point.reshape(-1)
    for i in range(x.numel()):
        old = flat[i].clone()
        flat[i] = old + h
        above = f(point)
        flat[i] = old - h
        grad[i] = (above - f(point)) / (2 * h)
        flat[i] = old
    return grad.reshape(x.shape)
