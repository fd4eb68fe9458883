"""A GRU with the batch first, whose outputs are turned at the end."""

import torch
from torch import nn


class Seq2SeqEncoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.words = nn.Embedding(vocab_size, embed_size)
        self.reader = nn.GRU(embed_size, num_hiddens, num_layers, batch_first=True, dropout=dropout)

    def forward(self, X, *args, **kwargs):
        found, last = self.reader(self.words(X))
        return found.swapaxes(0, 1), last
