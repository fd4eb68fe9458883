"""Negative elements become zero: the slope is not used."""

import torch

HINT = "This behaves like the plain ReLU: negative elements become 0. Here they keep `slope` of their value."
MUST_FAIL = "test_hidden::test_values"


def leaky_relu(X, slope):
    return X.clamp(min=0)
