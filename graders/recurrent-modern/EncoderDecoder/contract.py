"""EncoderDecoder(encoder, decoder): gives one what the other has made, whatever the two are.

They are made on the submission's side: linear layers whose sizes differ, so that nothing fits in another order, and a pair that
writes down what it is called with.
"""

import torch
from torch import nn

from autograder.checks import inside
from autograder.checks.contract import module


@inside
def joined(EncoderDecoder, d, h, q):
    class Encoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.first = nn.Linear(d, h)

        def forward(self, X, *args):
            return torch.tanh(self.first(X)), X.mean()

    class Decoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.second = nn.Linear(h + q, q)

        def init_state(self, enc_outputs, *args):
            return enc_outputs[0] * enc_outputs[1]

        def forward(self, X, state):
            return self.second(torch.cat([X, state], dim=1)), state.sum()

    return EncoderDecoder(Encoder(), Decoder())


def arguments(rng, n=3, d=4, h=5, q=2):
    return d, h, q, rng.normal(n, d), rng.normal(n, q)


contract = module(
    "EncoderDecoder(encoder, decoder)(enc_X, dec_X)",
    lambda ns, d, h, q: joined(ns, ns.EncoderDecoder, d, h, q),
    arguments,
    sizes=[{"n": 1}, {"d": 1, "h": 1, "q": 1}],
    costs=("n",),
    weights={"sizes": 1, "registered": 3},
    titles={
        "values": "the decoder's result is returned, from the state that it has made of the encoder's",
        "registered": "the parameters are those of both parts",
    },
)
