"""A sentence in training is read word by word too, so that there is no mask; a new state each time, a tuple."""

import math

import torch
from torch import nn


class Around(nn.Module):
    """A part, then dropout, shortcut and normalisation."""

    def __init__(self, part, shape, dropout):
        super().__init__()
        self.part, self.drop, self.norm = part, nn.Dropout(dropout), nn.LayerNorm(shape)

    def forward(self, X, *more):
        return self.norm(X + self.drop(self.part(X, *more)))


class Looking(nn.Module):
    def __init__(self, size, num_heads, dropout):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(size, size, bias=False) for _ in range(4)])
        self.size, self.drop = size // num_heads, nn.Dropout(dropout)

    def forward(self, X, seen, lens):
        inputs, found = (X, seen, seen), []
        parts = [layer(part).split(self.size, dim=2) for layer, part in zip(self.layers, inputs, strict=False)]
        for q, k, v in zip(*parts, strict=True):
            scores = q @ k.mT / math.sqrt(self.size)
            if lens is not None:
                far = torch.arange(seen.shape[1], device=X.device) >= lens[:, None, None]
                scores = torch.where(far, torch.finfo(scores.dtype).min, scores)
            found.append(self.drop(torch.softmax(scores, dim=2)) @ v)
        return self.layers[3](torch.cat(found, dim=2))


class DecoderBlock(nn.Module):
    def __init__(
        self, key_size, query_size, value_size, num_hiddens, norm_shape,
        ffn_num_input, ffn_num_hiddens, num_heads, dropout, i,
    ):  # fmt: skip
        super().__init__()
        each = nn.Sequential(
            nn.Linear(ffn_num_input, ffn_num_hiddens), nn.ReLU(), nn.Linear(ffn_num_hiddens, num_hiddens)
        )
        self.back = Around(Looking(num_hiddens, num_heads, dropout), norm_shape, dropout)
        self.across = Around(Looking(num_hiddens, num_heads, dropout), norm_shape, dropout)
        self.think, self.i = Around(each, norm_shape, dropout), i

    def forward(self, X, state):
        enc_outputs, enc_valid_lens, caches = state
        past = [] if caches[self.i] is None else list(caches[self.i].unbind(1))
        rows = []
        for word in X.unbind(1):
            past.append(word)
            rows.append(self.back(word[:, None], torch.stack(past, dim=1), None))
        result = self.think(self.across(torch.cat(rows, dim=1), enc_outputs, enc_valid_lens))
        caches = tuple(torch.stack(past, dim=1) if j == self.i else kept for j, kept in enumerate(caches))
        return result, (enc_outputs, enc_valid_lens, caches)
