"""In the steps of the book, all parts as classes of their own."""

import math

import torch
from torch import nn


class Heads(nn.Module):
    def __init__(self, size, num_hiddens, num_heads, dropout, bias):
        super().__init__()
        self.num_heads = num_heads
        self.dropout = nn.Dropout(dropout)
        self.W_q, self.W_k = nn.Linear(size, num_hiddens, bias=bias), nn.Linear(size, num_hiddens, bias=bias)
        self.W_v, self.W_o = nn.Linear(size, num_hiddens, bias=bias), nn.Linear(num_hiddens, num_hiddens, bias=bias)

    def forward(self, queries, keys, values, valid_lens):
        q, k, v = self.split(self.W_q(queries)), self.split(self.W_k(keys)), self.split(self.W_v(values))
        scores = torch.bmm(q, k.transpose(1, 2)) / math.sqrt(q.shape[-1])
        if valid_lens is not None:
            lens = valid_lens.repeat_interleave(self.num_heads, dim=0)[:, None, None]
            scores = scores.masked_fill(torch.arange(scores.shape[-1], device=scores.device) >= lens, -1e4)
        output = torch.bmm(self.dropout(nn.functional.softmax(scores, dim=-1)), v)
        output = output.reshape(-1, self.num_heads, output.shape[1], output.shape[2]).permute(0, 2, 1, 3)
        return self.W_o(output.flatten(2))

    def split(self, X):
        X = X.reshape(X.shape[0], X.shape[1], self.num_heads, -1).permute(0, 2, 1, 3)
        return X.reshape(-1, X.shape[2], X.shape[3])


class ViTMLP(nn.Module):
    def __init__(self, mlp_num_hiddens, mlp_num_outputs, dropout=0.5):
        super().__init__()
        self.dense1, self.gelu, self.dropout1 = nn.LazyLinear(mlp_num_hiddens), nn.GELU(), nn.Dropout(dropout)
        self.dense2, self.dropout2 = nn.LazyLinear(mlp_num_outputs), nn.Dropout(dropout)

    def forward(self, x):
        return self.dropout2(self.dense2(self.dropout1(self.gelu(self.dense1(x)))))


class ViTBlock(nn.Module):
    def __init__(self, num_hiddens, norm_shape, mlp_num_hiddens, num_heads, dropout, use_bias=False):
        super().__init__()
        self.ln1, self.ln2 = nn.LayerNorm(norm_shape), nn.LayerNorm(norm_shape)
        self.attention = Heads(num_hiddens, num_hiddens, num_heads, dropout, use_bias)
        self.mlp = ViTMLP(mlp_num_hiddens, num_hiddens, dropout)

    def forward(self, X, valid_lens=None):
        X = X + self.attention(*([self.ln1(X)] * 3), valid_lens)
        return X + self.mlp(self.ln2(X))
