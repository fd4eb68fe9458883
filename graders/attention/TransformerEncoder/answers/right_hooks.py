"""Weights are caught by forward hooks of the attentions; blocks are folded by reduce; one head after the other."""

import functools
import math

import torch
from torch import nn


class Heads(nn.Module):
    def __init__(self, size, heads, dropout, bias):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(size, size, bias=bias) for _ in range(4)])
        self.size, self.weigh = size // heads, Weigh()
        self.drop = nn.Dropout(dropout)

    def forward(self, X, lens):
        parts = [layer(X).split(self.size, dim=-1) for layer in self.layers[:3]]
        scores = torch.stack([q @ k.mT for q, k in zip(parts[0], parts[1], strict=True)], dim=1)
        weights = self.drop(self.weigh(scores / math.sqrt(self.size), lens))
        return self.layers[3](torch.cat([weights[:, h] @ v for h, v in enumerate(parts[2])], dim=-1))


class Weigh(nn.Module):
    def forward(self, scores, lens):
        if lens is not None:
            far = torch.arange(scores.shape[-1], device=scores.device) >= lens.view(-1, 1, 1, 1)
            scores = torch.where(far, torch.finfo(scores.dtype).min, scores)
        return torch.softmax(scores, dim=-1)


class Around(nn.Module):
    def __init__(self, part, shape, dropout):
        super().__init__()
        self.part, self.drop, self.norm = part, nn.Dropout(dropout), nn.LayerNorm(shape)

    def forward(self, X, *more):
        return self.norm(X + self.drop(self.part(X, *more)))


class TransformerEncoder(nn.Module):
    def __init__(
        self, vocab_size, key_size, query_size, value_size, num_hiddens, norm_shape,
        ffn_num_input, ffn_num_hiddens, num_heads, num_layers, dropout, use_bias=False,
    ):  # fmt: skip
        super().__init__()
        self.embedding, self.drop = nn.Embedding(vocab_size, num_hiddens), nn.Dropout(dropout)
        self.blocks = nn.ModuleList()
        for _ in range(num_layers):
            each = nn.Sequential(
                nn.Linear(ffn_num_input, ffn_num_hiddens), nn.ReLU(), nn.Linear(ffn_num_hiddens, num_hiddens)
            )
            looking = Heads(num_hiddens, num_heads, dropout, use_bias)
            looking.weigh.register_forward_hook(lambda _, __, weights: self.attention_weights.append(weights))
            self.blocks.append(
                nn.ModuleList([Around(looking, norm_shape, dropout), Around(each, norm_shape, dropout)])
            )

    def forward(self, X, valid_lens, *args):
        self.attention_weights = []
        places = torch.arange(X.shape[1], device=X.device)
        h = self.embedding.embedding_dim
        X = math.sqrt(h) * self.embedding(X)
        for column in range(h):
            angle = places / 10000 ** ((column - column % 2) / h)
            one = torch.zeros(h, device=X.device, dtype=X.dtype)
            one[column] = 1
            X = X + (angle.cos() if column % 2 else angle.sin())[:, None].to(X.dtype) * one
        return functools.reduce(lambda X, pair: pair[1](pair[0](X, valid_lens)), self.blocks, self.drop(X))
