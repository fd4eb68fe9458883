"""Reads where there is no memory."""

GETS = "nothing"
VERDICT = "crashed"

import ctypes


def softmax(X):
    return ctypes.string_at(0)
