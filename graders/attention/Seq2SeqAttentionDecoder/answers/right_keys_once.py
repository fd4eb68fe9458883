"""The layer of the keys is used once, in init_state; a GRU with the batch first; a mask of minus infinity; the state in a dict."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.words = nn.Embedding(vocab_size, embed_size)
        self.keys = nn.Linear(num_hiddens, num_hiddens, bias=False)
        self.query = nn.Linear(num_hiddens, num_hiddens, bias=False)
        self.score = nn.Linear(num_hiddens, 1, bias=False)
        self.drop = nn.Dropout(dropout)
        self.writer = nn.GRU(num_hiddens + embed_size, num_hiddens, num_layers, batch_first=True, dropout=dropout)
        self.out = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens):
        values = enc_outputs[0].transpose(0, 1)
        places = torch.arange(values.shape[1], device=values.device)
        lens = torch.full_like(places[:1], len(places)) if enc_valid_lens is None else enc_valid_lens
        return {
            "values": values,
            "keys": self.keys(values),
            "beyond": places >= lens[:, None],
            "hidden": enc_outputs[1],
        }

    def forward(self, X, state):
        hidden, results, self.attention_weights = state["hidden"], [], []
        for t in range(X.shape[1]):
            scores = self.score((self.query(hidden[-1])[:, None] + state["keys"]).tanh())[..., 0]
            weights = scores.masked_fill(state["beyond"], -torch.inf).softmax(1)[:, None]
            self.attention_weights.append(weights.detach())
            read = torch.cat([self.drop(weights) @ state["values"], self.words(X[:, t : t + 1])], -1)
            result, hidden = self.writer(read, hidden)
            results.append(result)
        return self.out(torch.cat(results, 1)), dict(state, hidden=hidden)
