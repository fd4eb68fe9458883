"""A thread in each call, and the end of the process in each second run: tests begin again, in processes that begin again."""

GETS = "no more"

import os
import threading

import torch

seen = []


# %%
def softmax(X):
    if X.numel() in seen:
        os._exit(0)
    seen.append(X.numel())
    thread = threading.Thread(target=torch.ones(100).exp)
    thread.start()
    thread.join()
    return X.exp() / X.exp().sum()
