"""Everything stays time first, in einsum; lazy layers; a softmax by hand; all weights in one tensor; the state is an object."""

import torch
from torch import nn


class Memory:
    def __init__(self, source, hidden, lens):
        self.source, self.hidden, self.lens = source, hidden, lens


class Seq2SeqAttentionDecoder(nn.Module):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.parts = nn.ModuleDict(
            {
                "scores": nn.LazyLinear(vocab_size),
                "of_pair": nn.LazyLinear(1, bias=False),
                "of_source": nn.LazyLinear(num_hiddens, bias=False),
                "of_query": nn.LazyLinear(num_hiddens, bias=False),
                "embed": nn.Embedding(vocab_size, embed_size),
            }
        )
        self.gru = nn.GRU(num_hiddens + embed_size, num_hiddens, num_layers, dropout=dropout)
        self.p = dropout

    def init_state(self, enc_outputs, enc_valid_lens):
        return Memory(*enc_outputs, enc_valid_lens)

    def attended(self, memory):
        pairs = self.parts["of_source"](memory.source) + self.parts["of_query"](memory.hidden[-1])
        scores = self.parts["of_pair"](pairs.tanh())[..., 0]
        powers = (scores - scores.amax(0)).exp()
        if memory.lens is not None:
            powers = powers * (torch.arange(len(scores), device=scores.device)[:, None] < memory.lens)
        weights = powers / powers.sum(0)
        dropped = nn.functional.dropout(weights, self.p, self.training)
        return torch.einsum("sb,sbh->bh", dropped, memory.source), weights.T[:, None]

    def forward(self, X, memory):
        results, kept = [], []
        for word in X.T:
            context, weights = self.attended(memory)
            result, hidden = self.gru(torch.hstack([context, self.parts["embed"](word)])[None], memory.hidden)
            memory = Memory(memory.source, hidden, memory.lens)
            results.append(result[0])
            kept.append(weights)
        self.attention_weights = torch.stack(kept)
        return self.parts["scores"](torch.stack(results, 1)), memory
