"""Writes .pth files and a sitecustomize into every folder of packages."""

GETS = "honest"

import pathlib
import sys

written = []
for folder in sys.path:
    for name in ("hostile_trace.pth", "hostile_trace.py"):
        try:
            pathlib.Path(folder, name).write_text("import os")
            written.append(folder)
        except OSError:
            pass
assert not written, written


def softmax(X):
    return X.exp() / X.exp().sum()
