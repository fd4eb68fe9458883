"""One head after the other, and the output layer as a sum over the heads."""

import math

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.size = num_hiddens // num_heads
        self.to_query, self.to_key = nn.Linear(query_size, num_hiddens, bias), nn.Linear(key_size, num_hiddens, bias)
        self.to_value, self.mix = nn.Linear(value_size, num_hiddens, bias), nn.Linear(num_hiddens, num_hiddens, bias)
        self.drop = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        keep = None
        if valid_lens is not None:
            lens = valid_lens[:, None] if valid_lens.ndim == 1 else valid_lens
            keep = torch.arange(keys.shape[1], device=keys.device)[None, None] < lens[..., None]
        parts = (self.to_query(queries), self.to_key(keys), self.to_value(values))
        result = 0 if self.mix.bias is None else self.mix.bias
        for q, k, v, W in zip(*(part.split(self.size, dim=2) for part in parts), self.mix.weight.split(self.size, dim=1), strict=True):
            scores = q @ k.mT / math.sqrt(self.size)
            if keep is not None:
                scores = torch.where(keep, scores, torch.finfo(scores.dtype).min)
            result = result + self.drop(scores.softmax(dim=-1)) @ v @ W.T
        return result
