"""The scores are scaled dot products."""

HINT = "The scores are dot products of query and outputs. This decoder has additive attention, with three layers of its own."

import torch
from torch import nn


class Seq2SeqAttentionDecoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.rnn = nn.GRU(num_hiddens + embed_size, num_hiddens, num_layers, dropout=dropout)
        self.dense = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens):
        outputs, hidden = enc_outputs
        return outputs.transpose(0, 1), hidden, enc_valid_lens

    def forward(self, X, state):
        source, hidden, lens = state
        scores, self.attention_weights = [], []
        for embedded in self.embedding(X).unbind(1):
            fits = (source @ hidden[-1].unsqueeze(2)).squeeze(2) / source.shape[2] ** 0.5
            if lens is not None:
                beyond = torch.arange(fits.shape[1], device=fits.device) >= lens[:, None]
                fits = fits.masked_fill(beyond, -torch.inf)
            weights = fits.softmax(dim=1)[:, None]
            self.attention_weights.append(weights)
            context = (self.dropout(weights) @ source)[:, 0]
            output, hidden = self.rnn(torch.cat([context, embedded], dim=1)[None], hidden)
            scores.append(self.dense(output[0]))
        return torch.stack(scores, dim=1), (source, hidden, lens)
