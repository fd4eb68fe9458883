"""One long tensor, two thousand times: a few bytes as a reply, minutes when put in words for a message."""

GETS = "no more"

import torch


def softmax(X):
    X.data = torch.rand(999)
    return {"a": [X] * 2000}
