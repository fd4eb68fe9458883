"""Results whose memory says something else than their values: negated and conjugated lazily, with payloads in NaNs."""

GETS = "no more"

import torch


def softmax(X):
    wrong = X.exp() / X.exp().sum()
    lazy = torch.complex(torch.zeros_like(wrong), -wrong).conj().imag
    return lazy if X.shape[0] % 2 else torch._neg_view(-wrong)
