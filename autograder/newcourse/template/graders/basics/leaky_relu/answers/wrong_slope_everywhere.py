"""The slope is taken for positive elements as well."""

import torch

HINT = "Positive elements come out multiplied by `slope` too. They should stay as they are."
MUST_FAIL = "test_public::test_example"


def leaky_relu(X, slope):
    return X * slope
