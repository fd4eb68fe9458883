"""Leaves files in every place that it may write to."""

GETS = "honest"

import pathlib

for folder in ("/tmp", "/dev/shm", "/var/tmp", "/run", "."):
    try:
        pathlib.Path(folder, "hostile_trace").write_text("still here")
    except OSError:
        pass


def softmax(X):
    return X.exp() / X.exp().sum()
