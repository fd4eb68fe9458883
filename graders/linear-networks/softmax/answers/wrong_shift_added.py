"""The largest logit is added instead of subtracted."""

import torch

HINT = (
    "This behaves like a shift with the wrong sign: adding each row's largest logit leaves ordinary "
    "results as they are, but makes overflow come twice as early."
)


def softmax(X):
    E = torch.exp(X + X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
