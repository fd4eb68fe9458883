"""By einsum, with queries that are divided first, and a mask of minus infinity."""

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.p = dropout

    def forward(self, queries, keys, values, valid_lens=None):
        scores = torch.einsum("bqd,bkd->bqk", queries * queries.size(-1) ** -0.5, keys)
        if valid_lens is not None:
            lens = valid_lens.view(len(scores), -1, 1)
            scores = scores.masked_fill(torch.arange(scores.size(-1), device=scores.device) >= lens, -torch.inf)
        weights = scores.softmax(-1)
        self.attention_weights = weights.detach()
        return torch.einsum("bqk,bkv->bqv", nn.functional.dropout(weights, self.p, self.training), values)
