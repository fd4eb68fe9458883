"""A thread that exchanges the code of the function, all the time."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"


import threading
import time

import torch


def softmax(X):
    return torch.softmax(X, 1)


def own(X):
    return X.exp() / X.exp().sum(dim=1, keepdim=True)


def exchange(codes=(own.__code__, softmax.__code__), function=softmax):
    while True:
        for code in codes:
            function.__code__ = code
            time.sleep(0.0005)


threading.Thread(target=exchange, daemon=True).start()
