"""Thousands of tensors without axes, each a differentiable result of its own."""

GETS = "nothing"


def softmax(X):
    return [x * k for x in X.flatten().unbind() for k in range(3000)]
