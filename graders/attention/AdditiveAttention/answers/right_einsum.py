"""Scores by einsum with the layers' weights, and a softmax by hand."""

import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout):
        super().__init__()
        self.layers = nn.ModuleDict(
            {
                "v": nn.Linear(num_hiddens, 1, bias=False),
                "q": nn.Linear(query_size, num_hiddens, bias=False),
                "k": nn.Linear(key_size, num_hiddens, bias=False),
            }
        )
        self.drop = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        q = torch.einsum("bqd,hd->bqh", queries, self.layers["q"].weight)
        k = torch.einsum("bkd,hd->bkh", keys, self.layers["k"].weight)
        scores = torch.einsum("bqkh,h->bqk", (q.unsqueeze(2) + k.unsqueeze(1)).tanh(), self.layers["v"].weight[0])
        powers = (scores - scores.amax(-1, keepdim=True)).exp()
        if valid_lens is not None:
            powers = powers * (torch.arange(keys.size(1), device=keys.device) < valid_lens.reshape(len(keys), -1, 1))
        self.attention_weights = powers / powers.sum(-1, keepdim=True)
        return self.drop(self.attention_weights).matmul(values)
