"""An exception with a hundred thousand causes."""

GETS = "no more"

import torch

def softmax(X):
    e = ValueError("x")
    for _ in range(10**5):
        n = ValueError("y"); n.__cause__ = e; e = n
    raise e
