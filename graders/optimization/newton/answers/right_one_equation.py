"""A number is a system of one equation; what comes out is brought into the form of x."""

import torch


def solved(matrix, right):
    if isinstance(right, torch.Tensor):
        n = right.numel()
        return torch.linalg.solve(matrix.reshape(n, n), right.reshape(n, 1)).reshape(right.shape)
    return right / matrix


def newton(x, f_grad, f_hess, eta, num_steps):
    path = [x]
    while len(path) < num_steps + 1:
        path += [path[-1] - eta * solved(f_hess(path[-1]), f_grad(path[-1]))]
    return path
