"""Everything in one class, heads by einsum, dropout by torch's function, the GELU by its formula."""

import torch
from torch import nn
from torch.nn import functional as F


class ViTBlock(nn.Module):
    def __init__(self, num_hiddens, norm_shape, mlp_num_hiddens, num_heads, dropout, use_bias=False):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(num_hiddens, num_hiddens, use_bias) for _ in range(4))
        self.norms = nn.ModuleList([nn.LayerNorm(norm_shape), nn.LayerNorm(norm_shape)])
        self.widen, self.narrow = nn.Linear(num_hiddens, mlp_num_hiddens), nn.Linear(mlp_num_hiddens, num_hiddens)
        self.heads, self.p = num_heads, dropout

    def drop(self, X):
        return F.dropout(X, self.p, self.training)

    def forward(self, X, valid_lens=None):
        Z = self.norms[0](X)
        q, k, v = (layer(Z).unflatten(2, (self.heads, -1)) for layer in (self.q, self.k, self.v))
        scores = torch.einsum("bqhd,bkhd->bhqk", q, k) * q.size(-1) ** -0.5
        if valid_lens is not None:
            beyond = torch.arange(X.size(1), device=X.device) >= valid_lens.reshape(-1, 1, 1, 1)
            scores = scores.masked_fill(beyond, -torch.inf)
        X = X + self.o(torch.einsum("bhqk,bkhd->bqhd", self.drop(scores.softmax(dim=-1)), v).flatten(2))
        Z = self.widen(self.norms[1](X))
        return X + self.drop(self.narrow(self.drop(0.5 * Z * (1 + torch.erf(Z / 2**0.5)))))
