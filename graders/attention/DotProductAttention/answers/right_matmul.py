"""Matrix products, scores that are moved to the last axis, and a low number beyond the lengths."""

import math

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super(DotProductAttention, self).__init__()
        self.dropout = nn.Dropout(dropout)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = torch.matmul(keys, queries.mT).mT / math.sqrt(keys.shape[-1])
        if valid_lens is not None:
            if valid_lens.dim() == 1:
                valid_lens = valid_lens.repeat_interleave(scores.shape[1]).reshape(scores.shape[:2])
            positions = torch.arange(scores.shape[2], device=scores.device)
            scores = torch.where(positions[None, None] < valid_lens[..., None], scores, torch.finfo(scores.dtype).min)
        self.attention_weights = self.softmax(scores)
        return torch.matmul(self.dropout(self.attention_weights), values)
