"""What is special about EncoderDecoder: who is called with what, and in which order."""

from torch import nn

from autograder.checks import inside
from autograder.checks.byhand import case

from .contract import contract


@inside
def calls(EncoderDecoder, *args):
    """What the two parts write down of their calls, and the result."""
    noted = []

    class Encoder(nn.Module):
        def forward(self, X, *args):
            noted.append(["encoder", X, *args])
            return "read"

    class Decoder(nn.Module):
        def init_state(self, enc_outputs, *args):
            noted.append(["init_state", enc_outputs, *args])
            return "begun"

        def forward(self, X, state):
            noted.append(["decoder", X, state])
            return ["written", "left"]

    result = EncoderDecoder(Encoder(), Decoder())(*args)
    return noted, result


def noted(ns, *args):
    return calls(ns, ns.EncoderDecoder, *args)


title, of = "encoder, init_state and decoder are called once each, in this order", "the calls, and the result"
test_calls = case(contract, 2, title, (1, 2), call=noted, of=of)
title = "further arguments go to the encoder and to init_state"
test_further = case(contract, 2, title, (1, 2, [4, 3]), (1, 2, [4, 3], "more", "most"), call=noted, of=of)
