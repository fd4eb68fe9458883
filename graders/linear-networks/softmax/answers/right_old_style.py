"""Old spellings: new(), resize_as_, type_as, and results written to out=."""

import torch


def softmax(X):
    shifted = X - X.max(1, keepdim=True)[0].expand_as(X)
    with torch.no_grad():
        buffer = X.new().resize_as_(X)
        torch.exp(shifted.detach(), out=buffer)
        scale = (1 / buffer.sum(1, keepdim=True)).type_as(X)
    E = shifted.exp() * scale
    return E / E.sum(1, keepdim=True)
