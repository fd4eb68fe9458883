"""All gradients as one vector, whose norm torch finds; new tensors take the place of the gradients."""

import torch


def grad_clipping(net, theta):
    params = net.params if hasattr(net, "params") else net.parameters()
    with_gradient = [p for p in params if p.grad is not None]
    if not with_gradient:
        return
    flat = torch.cat([p.grad.flatten() for p in with_gradient])
    norm = torch.linalg.vector_norm(flat)
    if norm <= theta:
        return
    pieces = (flat * (theta / norm)).split([p.grad.numel() for p in with_gradient])
    for p, piece in zip(with_gradient, pieces):
        p.grad = piece.reshape(p.shape)
