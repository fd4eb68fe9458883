"""The context goes first in a list; repeat in place of expand; hstack along the last axis of each step."""

import torch
from torch import nn


class Seq2SeqDecoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0, **kwargs):
        super().__init__(**kwargs)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.rnn = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.dense = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, *args):
        return [enc_outputs[1][-1].unsqueeze(0), enc_outputs[1]]

    def forward(self, X, state):
        X = self.embedding(X).permute(1, 0, 2)
        context = state[0].repeat(X.shape[0], 1, 1)
        output, hidden = self.rnn(torch.cat((X, context), 2), state[1])
        output = self.dense(output).permute(1, 0, 2)
        return output, [state[0], hidden]
