"""Four axes and einsum, a mask of minus infinity, values first."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        sizes = {"v": value_size, "k": key_size, "q": query_size, "o": num_hiddens}
        self.layers = nn.ModuleDict({name: nn.Linear(size, num_hiddens, bias=bias) for name, size in sizes.items()})
        self.heads, self.p = num_heads, dropout

    def forward(self, queries, keys, values, valid_lens=None):
        given = {"v": values, "k": keys, "q": queries}
        v, k, q = (self.layers[name](X).unflatten(-1, (self.heads, -1)) for name, X in given.items())
        scores = torch.einsum("bqhd,bkhd->bhqk", q * q.shape[-1] ** -0.5, k)
        if valid_lens is not None:
            lens = valid_lens.reshape(len(q), 1, -1, 1)
            scores = scores.masked_fill(torch.arange(k.shape[1], device=q.device) >= lens, -torch.inf)
        weights = nn.functional.dropout(scores.softmax(-1), self.p, self.training)
        return self.layers["o"](torch.einsum("bhqk,bkhd->bqhd", weights, v).flatten(2))
