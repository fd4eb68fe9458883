"""A gate is an object of a dataclass."""

from dataclasses import dataclass

import torch


@dataclass
class Gate:
    W_x: torch.Tensor
    W_h: torch.Tensor
    b: torch.Tensor

    def __call__(self, X, H):
        return X @ self.W_x + H @ self.W_h + self.b


def lstm_cell(X, state, params):
    H, C = state
    i, f, o, c = (Gate(*params[k : k + 3]) for k in (0, 3, 6, 9))
    C = torch.sigmoid(f(X, H)) * C + torch.sigmoid(i(X, H)) * torch.tanh(c(X, H))
    return torch.sigmoid(o(X, H)) * torch.tanh(C), C
