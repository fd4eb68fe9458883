"""A GRU with the batch first; the context from the encoder's last outputs; the state in a dict."""

import torch
from torch import nn


class Seq2SeqDecoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.words = nn.Embedding(vocab_size, embed_size)
        self.writer = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, batch_first=True, dropout=dropout)
        self.scores = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, *args):
        outputs, hidden = enc_outputs
        return {"hidden": hidden, "context": outputs[-1]}

    def forward(self, X, state):
        context = state["context"][:, None].expand(-1, X.shape[1], -1)
        found, hidden = self.writer(torch.cat([self.words(X), context], -1), state["hidden"])
        return self.scores(found), dict(state, hidden=hidden)
