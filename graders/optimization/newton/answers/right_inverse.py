"""By the inverse; numbers are told by their type."""

import torch


def newton(x, f_grad, f_hess, eta, num_steps):
    path = [x]
    for _ in range(num_steps):
        gradient, hessian = f_grad(x), f_hess(x)
        if not isinstance(x, torch.Tensor) or x.ndim == 0:
            direction = gradient / hessian
        else:
            direction = torch.linalg.inv(hessian) @ gradient
        x = x - eta * direction
        path.append(x)
    return path
