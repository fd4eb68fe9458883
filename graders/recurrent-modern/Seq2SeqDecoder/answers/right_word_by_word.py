"""Always word by word, in a loop; the context is an attribute of a small object that is the state."""

import torch
from torch import nn


class Memory:
    def __init__(self, context, hidden):
        self.context, self.hidden = context, hidden


class Seq2SeqDecoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.gru = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.out = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, *args):
        return Memory(enc_outputs[1][-1], enc_outputs[1])

    def forward(self, X, state):
        hidden, scores = state.hidden, []
        for word in X.unbind(1):
            step = torch.hstack([self.embedding(word), state.context])
            found, hidden = self.gru(step[None], hidden)
            scores.append(self.out(found[0]))
        return torch.stack(scores, 1), Memory(state.context, hidden)
