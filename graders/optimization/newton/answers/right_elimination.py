"""Gauss and Jordan by hand, in copies."""

import torch


def eliminate(matrix, right):
    table = torch.cat([matrix, right[:, None]], dim=1).clone()
    for i in range(len(table)):
        table[i] = table[i] / table[i, i].clone()
        for j in range(len(table)):
            if i != j:
                table[j] = table[j] - table[j, i].clone() * table[i]
    return table[:, -1]


def newton(x, f_grad, f_hess, eta, num_steps):
    path = [x]
    for _ in range(num_steps):
        g, h = f_grad(path[-1]), f_hess(path[-1])
        matrix = isinstance(h, torch.Tensor) and h.dim() > 1
        path.append(path[-1] - eta * (eliminate(h, g) if matrix else g / h))
    return path
