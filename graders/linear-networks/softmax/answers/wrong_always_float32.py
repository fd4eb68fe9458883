"""The result is always float32."""

import torch

HINT = "This behaves as if X were converted to float32: a float64 input loses its precision and its dtype."


def softmax(X):
    X = X.float()
    E = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
