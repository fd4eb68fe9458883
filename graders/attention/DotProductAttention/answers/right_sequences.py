"""One sequence after the other, over its valid keys alone, with a softmax by hand."""

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout, **kwargs):
        super().__init__(**kwargs)
        self.drop = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        rows = []
        for b, (query, key) in enumerate(zip(queries, keys, strict=True)):
            scores = (query @ key.T) / query.shape[1] ** 0.5
            powers = (scores - scores.amax(1, keepdim=True)).exp()
            if valid_lens is not None:
                keep = torch.arange(len(key), device=key.device) < valid_lens[b].reshape(-1, 1)
                powers = powers * keep
            rows.append(powers / powers.sum(1, keepdim=True))
        self.attention_weights = torch.stack(rows)
        return self.drop(self.attention_weights) @ values
