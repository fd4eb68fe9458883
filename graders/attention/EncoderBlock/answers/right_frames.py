"""A frame that holds any part, and a block that is two frames; one head after the other."""

import math

import torch
from torch import nn


class Frame(nn.Module):
    """The part, then dropout, shortcut and normalisation."""

    def __init__(self, part, shape, dropout):
        super().__init__()
        self.part, self.drop, self.norm = part, nn.Dropout(dropout), nn.LayerNorm(shape)

    def forward(self, X, *more):
        return self.norm(X + self.drop(self.part(X, *more)))


class SelfAttention(nn.Module):
    def __init__(self, size, num_heads, dropout, bias):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(size, size, bias=bias) for _ in range(4)])
        self.size, self.drop = size // num_heads, nn.Dropout(dropout)

    def forward(self, X, lens):
        found = []
        for q, k, v in zip(*(layer(X).split(self.size, dim=-1) for layer in self.layers[:3]), strict=True):
            scores = q @ k.transpose(-2, -1) / math.sqrt(self.size)
            if lens is not None:
                keep = torch.arange(X.shape[1], device=X.device)[None, None] < lens[:, None, None]
                scores = torch.where(keep, scores, torch.finfo(scores.dtype).min)
            found.append(self.drop(torch.softmax(scores, dim=-1)) @ v)
        return self.layers[3](torch.cat(found, dim=-1))


class EncoderBlock(nn.Module):
    def __init__(
        self, key_size, query_size, value_size, num_hiddens, norm_shape,
        ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias=False,
    ):  # fmt: skip
        super().__init__()
        each = nn.Sequential(
            nn.Linear(ffn_num_input, ffn_num_hiddens), nn.ReLU(), nn.Linear(ffn_num_hiddens, num_hiddens)
        )
        self.first = Frame(SelfAttention(num_hiddens, num_heads, dropout, use_bias), norm_shape, dropout)
        self.second = Frame(each, norm_shape, dropout)

    def forward(self, X, valid_lens):
        return self.second(self.first(X, valid_lens))
