"""The context is joined to the GRU's result, as in Luong's attention."""

HINT = "The context is joined to what the GRU returns. Here the GRU reads it, in front of the embedding, and the linear layer reads the GRU's result alone."

import torch
from torch import nn


class Seq2SeqAttentionDecoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.W_q = nn.Linear(num_hiddens, num_hiddens, bias=False)
        self.W_k = nn.Linear(num_hiddens, num_hiddens, bias=False)
        self.w_v = nn.Linear(num_hiddens, 1, bias=False)
        self.dropout = nn.Dropout(dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.rnn = nn.GRU(embed_size, num_hiddens, num_layers, dropout=dropout)
        self.dense = nn.Linear(2 * num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens):
        outputs, hidden = enc_outputs
        return outputs.transpose(0, 1), hidden, enc_valid_lens

    def forward(self, X, state):
        source, hidden, lens = state
        scores, self.attention_weights = [], []
        for embedded in self.embedding(X).unbind(1):
            output, hidden = self.rnn(embedded[None], hidden)
            fits = self.w_v(torch.tanh(self.W_q(hidden[-1])[:, None] + self.W_k(source)))[..., 0]
            if lens is not None:
                beyond = torch.arange(fits.shape[1], device=fits.device) >= lens[:, None]
                fits = fits.masked_fill(beyond, -torch.inf)
            weights = fits.softmax(dim=1)[:, None]
            self.attention_weights.append(weights)
            context = (self.dropout(weights) @ source)[:, 0]
            scores.append(self.dense(torch.cat([context, output[0]], dim=1)))
        return torch.stack(scores, dim=1), (source, hidden, lens)
