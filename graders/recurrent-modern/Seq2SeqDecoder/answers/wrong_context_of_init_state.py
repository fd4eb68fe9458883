"""The context is kept in the module by init_state."""

HINT = (
    "The context is kept in the module by init_state, so that of two sentences that are written at the same time both are "
    "written with the context of the one that began last. It belongs into the state."
)

import torch
from torch import nn


class Seq2SeqDecoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.words = nn.Embedding(vocab_size, embed_size)
        self.cells = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.scores = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, *args):
        self.context = enc_outputs[1][-1]
        return enc_outputs[1]

    def forward(self, X, state):
        embedded = self.words(X).transpose(0, 1)
        context = self.context.expand(len(embedded), -1, -1)
        hidden, state = self.cells(torch.cat((embedded, context), dim=2), state)
        return self.scores(hidden).transpose(0, 1), state
