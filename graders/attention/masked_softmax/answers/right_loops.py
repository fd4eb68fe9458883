"""A loop over the sequences and queries, a softmax over each valid part."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    Y = torch.zeros_like(X)
    for b in range(X.shape[0]):
        for q in range(X.shape[1]):
            n = int(valid_lens[b]) if valid_lens.dim() == 1 else int(valid_lens[b, q])
            if n > 0:
                Y[b, q, :n] = torch.softmax(X[b, q, :n], dim=0)
    return Y
