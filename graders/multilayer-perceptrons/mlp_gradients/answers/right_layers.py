"""Layers as objects that remember what they have seen, and a list in the end."""

import torch


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, A):
        self.A = A
        return torch.einsum("ni,io->no", A, self.W) + self.b

    def backward(self, D):
        self.found = [torch.einsum("ni,no->io", self.A, D), torch.einsum("no->o", D)]
        return torch.einsum("no,io->ni", D, self.W)


class Rectifier:
    found = []

    def forward(self, A):
        self.mask = (A > 0).to(A.dtype)
        return A * self.mask

    def backward(self, D):
        return D * self.mask


def mlp_gradients(X, y, params):
    layers = [Linear(*params[:2]), Rectifier(), Linear(*params[2:])]
    A = X.reshape(-1, params[0].shape[0])
    for layer in layers:
        A = layer.forward(A)
    D = torch.exp(torch.log_softmax(A, dim=1))
    D = (D - torch.eye(A.shape[1], dtype=A.dtype, device=A.device)[y.long().flatten()]) / A.shape[0]
    for layer in reversed(layers):
        D = layer.backward(D)
    return [gradient for layer in layers for gradient in layer.found]
