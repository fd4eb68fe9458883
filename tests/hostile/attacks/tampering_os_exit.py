"""Ends the process, as if all had gone well."""

GETS = "nothing"
VERDICT = "crashed"

import os


def softmax(X):
    os._exit(0)
