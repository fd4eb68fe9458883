"""Threads that run small operators all the time: once they are noticed all of that is recorded in each call, and each call takes a while."""

GETS = "no more"

import threading
import time

import torch


def spin():
    X = torch.zeros(1)
    while True:
        X.add_(1)


for _ in range(4):
    threading.Thread(target=spin, daemon=True).start()


# %%
def softmax(X):
    time.sleep(0.2)
    return X.exp() / X.exp().sum()
