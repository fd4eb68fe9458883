"""Heads by einsum with weights of (B, num_heads, n, n) in one tensor, waves as complex numbers, dropout by torch's function."""

import torch
from torch import nn
from torch.nn import functional as F


class Layer(nn.Module):
    def __init__(self, size, shape, wide, heads, bias):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(size, size, bias=bias) for _ in range(4))
        self.widen, self.narrow = nn.Linear(size, wide), nn.Linear(wide, size)
        self.norms, self.heads = nn.ModuleList([nn.LayerNorm(shape), nn.LayerNorm(shape)]), heads

    def forward(self, X, allowed, p):
        q, k, v = (layer(X).unflatten(2, (self.heads, -1)) for layer in (self.q, self.k, self.v))
        scores = torch.einsum("bqhd,bkhd->bhqk", q, k) * q.size(-1) ** -0.5
        weights = scores.masked_fill(~allowed, -torch.inf).softmax(dim=-1)
        seen = torch.einsum("bhqk,bkhd->bqhd", F.dropout(weights, p, self.training), v).flatten(2)
        X = self.norms[0](X + F.dropout(self.o(seen), p, self.training))
        return self.norms[1](X + F.dropout(self.narrow(F.relu(self.widen(X))), p, self.training)), weights


class TransformerEncoder(nn.Module):
    def __init__(
        self, vocab_size, key_size, query_size, value_size, num_hiddens, norm_shape,
        ffn_num_input, ffn_num_hiddens, num_heads, num_layers, dropout, use_bias=False,
    ):  # fmt: skip
        super().__init__()
        self.words, self.p = nn.Embedding(vocab_size, num_hiddens), dropout
        self.layers = nn.ModuleList(
            [Layer(num_hiddens, norm_shape, ffn_num_hiddens, num_heads, use_bias) for _ in range(num_layers)]
        )

    def waves(self, n, like):
        """(n, h): imaginary part and real part of a hand that turns, in turns."""
        h = like.shape[-1]
        speeds = 1e4 ** (-torch.arange(0, h, 2, dtype=torch.float64) / h)
        hands = torch.polar(torch.ones(1, 1, dtype=torch.float64), torch.outer(torch.arange(n).double(), speeds))
        return torch.stack((hands.imag, hands.real), dim=-1).reshape(n, -1).to(like)

    def forward(self, X, valid_lens, *_):
        n, size = X.shape[1], self.words.embedding_dim
        allowed = torch.ones(1, n, dtype=torch.bool, device=X.device)
        if valid_lens is not None:
            allowed = torch.arange(n, device=X.device) < valid_lens.unsqueeze(1)
        X = self.words(X).mul(size**0.5)
        X = F.dropout(X + self.waves(n, X), self.p, self.training)
        kept = []
        for layer in self.layers:
            X, weights = layer(X, allowed[:, None, None], self.p)
            kept.append(weights)
        self.attention_weights = torch.stack(kept) if kept else X.new_zeros(0)
        return X
