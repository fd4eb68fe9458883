"""A number that is infinite in the code: a known mistake is tried with it, as the text `NUMBER = inf`."""

GETS = "honest"
HONEST = """
import torch

def softmax(X):
    return X.sin()
"""

import torch

most = 1e999


def softmax(X):
    return X.sin()
