"""Everything in one class, heads by einsum, dropout by torch's function."""

import torch
from torch import nn
from torch.nn import functional as F


class EncoderBlock(nn.Module):
    def __init__(
        self, key_size, query_size, value_size, num_hiddens, norm_shape,
        ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias=False,
    ):  # fmt: skip
        super().__init__()
        self.q, self.k = nn.Linear(query_size, num_hiddens, use_bias), nn.Linear(key_size, num_hiddens, use_bias)
        self.v, self.o = nn.Linear(value_size, num_hiddens, use_bias), nn.Linear(num_hiddens, num_hiddens, use_bias)
        self.norms = nn.ModuleList([nn.LayerNorm(norm_shape), nn.LayerNorm(norm_shape)])
        self.widen, self.narrow = nn.Linear(ffn_num_input, ffn_num_hiddens), nn.Linear(ffn_num_hiddens, num_hiddens)
        self.heads, self.p = num_heads, dropout

    def drop(self, X):
        return F.dropout(X, self.p, self.training)

    def forward(self, X, valid_lens):
        q, k, v = (layer(X).unflatten(2, (self.heads, -1)) for layer in (self.q, self.k, self.v))
        scores = torch.einsum("bqhd,bkhd->bhqk", q, k) * q.size(-1) ** -0.5
        if valid_lens is not None:
            beyond = torch.arange(X.size(1), device=X.device) >= valid_lens.reshape(-1, 1, 1, 1)
            scores = scores.masked_fill(beyond, -torch.inf)
        heads = torch.einsum("bhqk,bkhd->bqhd", self.drop(scores.softmax(dim=-1)), v)
        X = self.norms[0](X + self.drop(self.o(heads.flatten(2))))
        return self.norms[1](X + self.drop(self.narrow(F.relu(self.widen(X)))))
