"""A frame that holds any part, and a block that is two frames; one head after the other."""

import math

import torch
from torch import nn


class Frame(nn.Module):
    """The normalisation, then the part, beside the shortcut."""

    def __init__(self, part, shape):
        super().__init__()
        self.norm, self.part = nn.LayerNorm(shape), part

    def forward(self, X, *more):
        return self.part(self.norm(X), *more).add(X)


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


class ViTBlock(nn.Module):
    def __init__(self, num_hiddens, norm_shape, mlp_num_hiddens, num_heads, dropout, use_bias=False):
        super().__init__()
        sizes, parts = [num_hiddens, mlp_num_hiddens, num_hiddens], []
        for inputs, outputs, activation in zip(sizes[:-1], sizes[1:], (nn.GELU(), nn.Identity()), strict=True):
            parts += [nn.Linear(inputs, outputs), activation, nn.Dropout(dropout)]
        self.first = Frame(SelfAttention(num_hiddens, num_heads, dropout, use_bias), norm_shape)
        self.second = Frame(nn.Sequential(*parts), norm_shape)

    def forward(self, X, valid_lens=None):
        return self.second(self.first(X, valid_lens))
