"""Where the decoder first differs: the step itself, the first state, the context, the weights, the next steps, the state, the lengths.

Hidden: it would tell how the parts are told apart. With encoder outputs of zero the context is zero, whatever the weights are, and
where one word was read it has all of the weight.
"""

import torch
from torch import nn

from autograder.checks import inside
from autograder.checks.modules import filled_by_label
from autograder.checks.rng import Rng
from autograder.checks.stages import close, first_step, steps_before

N, STEPS, SOURCE, VOCAB, EMBED, HIDDEN, LAYERS = 3, 4, 5, 7, 5, 6, 2
KEPT = "what is kept from one sentence to the next: after another sentence the same call gives something else"
STEP = (
    "the step itself: with a state and a context of zeros, the first scores are the linear layer of a step of the GRU, "
    "which reads the context, then the embedding"
)
STATE = (
    "the first state of the GRU, while its step is right: each layer begins with the encoder's state of its own layer"
)
CONTEXT = "the context: where a single word was read it is that word's output, in front of the embedding"
WEIGHTS = "the attention at the first step, while the context of a single word is right: its query is the encoder's last layer's state"
NEXT = "each step has a query and a context of its own, and goes on from the state before"
HANDED_ON = "the state that is handed on: in one call the scores are right, word by word they are not"
LENGTHS = "the valid lengths: without them all steps are right"


@inside
def of_the_queries(decoder, num_hiddens, num_layers):
    """The name of the layer's weight: where the state is zero a query is zero as well, so that its layer alone has no influence."""
    training, device = decoder.training, next(decoder.parameters()).device
    word = torch.zeros(1, 1, dtype=torch.int64, device=device)
    outputs = torch.tensor([1.0, 3.0, 0.0], device=device)[:, None, None].repeat(1, 1, num_hiddens)
    state, found = torch.zeros(num_layers, 1, num_hiddens, device=device), None
    decoder.eval()
    with torch.no_grad():
        before = decoder(word, decoder.init_state((outputs, state), None))[0]  # lazy parts make their weights
        weights = [(name, w) for name, w in decoder.named_parameters() if list(w.shape) == [num_hiddens] * 2]
        for name, weight in weights if len(weights) == 2 else ():
            kept = weight.clone()
            weight.mul_(2)
            after = decoder(word, decoder.init_state((outputs, state), None))[0]
            found = name if torch.equal(after, before) else found
            weight.copy_(kept)
    decoder.train(training)
    return found


@inside
def reading(Seq2SeqAttentionDecoder, *options, parts=1, again=False):
    """The decoder as a module of (X, outputs, state, lengths): the scores of X, read in so many parts, or after another sentence."""

    class Reading(nn.Module):
        def __init__(self):
            super().__init__()
            self.decoder = Seq2SeqAttentionDecoder(*options)
            self.first = of_the_queries(self.decoder, *options[2:4])

        def forward(self, X, outputs, state, lens):
            for name, weight in self.decoder.named_parameters():
                if name == self.first:
                    weight.abs()  # reached first
            if outputs.requires_grad:  # an encoder's last outputs are the last layer's state: either may be read
                outputs = torch.cat([outputs[:-1], state[-1:]])
            if again:
                self.decoder(X, self.decoder.init_state((1 - outputs, 1 - state), lens))
            state = self.decoder.init_state((outputs, state), lens)
            found = []
            for words in X.tensor_split(parts, dim=1):
                scores, state = self.decoder(words, state)
                found.append(scores)
            return torch.cat(found, dim=1)

    return Reading()


def in_parts(parts, again=False):
    return lambda ns, vocab_size, embed_size, num_hiddens, num_layers, dropout: reading(
        ns,
        ns.Seq2SeqAttentionDecoder,
        vocab_size,
        embed_size,
        num_hiddens,
        num_layers,
        dropout,
        parts=parts,
        again=again,
    )


@inside
def result(net, after_another, X, outputs, state, lens):
    """The scores after eval(); the decoder begins anew in each call."""
    sentence = outputs, state
    other = 1 - outputs, 1 - state
    net, _, _ = filled_by_label(net, (X, *(other if after_another else sentence), lens))
    return net.eval()(X, *sentence, lens).detach()


def place(student, reference):
    """The first part that differs, None when all agree."""
    rng = Rng("stages of Seq2SeqAttentionDecoder")
    X, lens = rng.integers(0, VOCAB, (N, STEPS)), torch.tensor([1, 3, 4])
    state = rng.uniform(LAYERS, N, HIDDEN, low=-1, high=1, dtype=torch.float32)
    outputs = torch.cat([rng.uniform(SOURCE - 1, N, HIDDEN, low=-1, high=1, dtype=torch.float32), state[-1:]])

    def run(ns, X=X, outputs=outputs, state=state, lens=None, parts=1, after_another=False):
        return result(
            ns, in_parts(parts)(ns, VOCAB, EMBED, HIDDEN, LAYERS, 0.0), after_another, X, outputs, state, lens
        )

    def agree(**probe):
        return close(run(student, **probe), run(reference, **probe))

    if not close(run(student, after_another=True), run(student)):
        return KEPT
    if not agree(X=X[:, :1], outputs=0 * outputs, state=0 * state):
        return STEP
    if not agree(X=X[:, :1], outputs=0 * outputs):
        return STATE
    if not agree(X=X[:, :1], outputs=outputs[-1:]):
        return CONTEXT
    step = first_step(run(student).unbind(1), run(reference).unbind(1))
    if step is not None:
        return WEIGHTS if step == 1 else f"step {step}, while {steps_before(step)}: {NEXT}"
    if not agree(parts=STEPS):
        return HANDED_ON
    return None if agree(lens=lens) else LENGTHS
