"""All pairs of query and key in one long batch, the key's axis first."""

import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout):
        super().__init__()
        self.W_k = nn.Linear(key_size, num_hiddens, bias=False)
        self.W_q = nn.Linear(query_size, num_hiddens, bias=False)
        self.rest = nn.Sequential(nn.Tanh(), nn.Linear(num_hiddens, 1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        B, Q, K = queries.shape[0], queries.shape[1], keys.shape[1]
        k = self.W_k(keys).repeat_interleave(Q, dim=1)
        q = self.W_q(queries).repeat(1, K, 1)
        scores = self.rest(k + q).reshape(B, K, Q).transpose(1, 2)
        if valid_lens is not None:
            lens = valid_lens if valid_lens.dim() == 2 else valid_lens[:, None].expand(B, Q)
            keep = torch.arange(K, device=scores.device)[None, None] < lens[..., None]
            scores = torch.where(keep, scores, torch.finfo(scores.dtype).min)
        self.attention_weights = torch.softmax(scores, dim=2)
        return self.dropout(self.attention_weights) @ values
