"""Keys and values are kept as they leave their layers, so none is computed twice; the mask follows from the places, in any mode."""

import torch
from torch import nn
from torch.nn import functional as F


class DecoderBlock(nn.Module):
    def __init__(
        self, key_size, query_size, value_size, num_hiddens, norm_shape,
        ffn_num_input, ffn_num_hiddens, num_heads, dropout, i,
    ):  # fmt: skip
        super().__init__()
        self.own, self.other = (
            nn.ModuleDict({name: nn.Linear(num_hiddens, num_hiddens, bias=False) for name in "qkvo"}) for _ in range(2)
        )
        self.norms = nn.ModuleList([nn.LayerNorm(norm_shape) for _ in range(3)])
        self.widen, self.narrow = nn.Linear(ffn_num_input, ffn_num_hiddens), nn.Linear(ffn_num_hiddens, num_hiddens)
        self.heads, self.p, self.i = num_heads, dropout, i

    def drop(self, X):
        return F.dropout(X, self.p, self.training)

    def apart(self, X):
        return X.unflatten(2, (self.heads, -1))

    def attend(self, q, k, v, allowed, out):
        scores = torch.einsum("bqhd,bkhd->bhqk", q, k) * q.size(-1) ** -0.5
        weights = self.drop(scores.masked_fill(~allowed, -torch.inf).softmax(dim=-1))
        return self.drop(out(torch.einsum("bhqk,bkhd->bqhd", weights, v).flatten(2)))

    def forward(self, X, state):
        memory, lens, kept = state
        q, k, v = (self.apart(self.own[name](X)) for name in "qkv")
        if kept[self.i] is not None:
            k, v = (torch.cat(pair, dim=1) for pair in zip(kept[self.i], (k, v), strict=True))
        places = torch.arange(k.size(1), device=X.device)
        allowed = places <= places[k.size(1) - q.size(1) :, None]
        Y = self.norms[0](X + self.attend(q, k, v, allowed, self.own["o"]))
        there = torch.arange(memory.size(1), device=X.device)[None]
        allowed = there < (memory.size(1) if lens is None else lens[:, None])
        parts = self.other["q"](Y), self.other["k"](memory), self.other["v"](memory)
        Z = self.norms[1](Y + self.attend(*map(self.apart, parts), allowed[:, None, None], self.other["o"]))
        result = self.norms[2](Z + self.drop(self.narrow(F.relu(self.widen(Z)))))
        return result, [memory, lens, [*kept[: self.i], (k, v), *kept[self.i + 1 :]]]
