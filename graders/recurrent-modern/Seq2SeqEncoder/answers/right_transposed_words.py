"""The words are transposed before they are looked up; a first state of zeros is made."""

import torch
from torch import nn


class Seq2SeqEncoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.embed = nn.Embedding(vocab_size, embed_size)
        self.gru = nn.GRU(embed_size, num_hiddens, num_layers, dropout=dropout)

    def forward(self, X, *args):
        steps = self.embed(X.t())
        start = steps.new_zeros(self.gru.num_layers, X.shape[0], self.gru.hidden_size)
        return self.gru(steps, start)
