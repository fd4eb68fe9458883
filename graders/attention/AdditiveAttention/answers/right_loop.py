"""One query after the other, with a mask of minus infinity."""

import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout, **kwargs):
        super().__init__(**kwargs)
        self.of_keys = nn.Linear(key_size, num_hiddens, bias=False)
        self.of_queries = nn.Linear(query_size, num_hiddens, bias=False)
        self.score = nn.Linear(num_hiddens, 1, bias=False)
        self.p = dropout

    def forward(self, queries, keys, values, valid_lens=None):
        keys = self.of_keys(keys)
        scores = torch.cat([self.score((keys + q[:, None]).tanh()) for q in self.of_queries(queries).unbind(1)], dim=2).mT
        if valid_lens is not None:
            lens = valid_lens.view(len(scores), -1, 1)
            scores = scores.masked_fill(torch.arange(scores.size(-1), device=scores.device) >= lens, -torch.inf)
        weights = scores.softmax(-1)
        self.attention_weights = weights.detach()
        return nn.functional.dropout(weights, self.p, self.training) @ values
