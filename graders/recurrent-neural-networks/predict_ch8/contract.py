"""predict_ch8(prefix, num_preds, net, vocab, device): a net and a vocabulary are made on the submission's side.

The net computes in whole numbers: each token, each state and the order of all of them change what it says, and nothing is
rounded, so that a prefix may be fed token by token or as one sequence. It offers what the text promises: a call with
(batch, steps) tokens and a state, and begin_state.
"""

import torch
from torch import nn

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import plain

LETTERS = " etaoinsh"


@inside
def make_net(size, device, kind, seen=None):
    """A net whose state is a number per example, in a tuple; in a tensor alone, or in a module, as `kind` says.

    To the list `seen` goes how many tokens it reads in each call.
    """

    class Net:
        def __call__(self, X, state):
            if X.dim() != 2:
                raise ValueError(
                    f"net(X, state): X should have the shape (batch_size, num_steps), not {tuple(X.shape)}"
                )
            (number,) = (state,) if kind == "bare" else state
            if len(number) != len(X):
                raise ValueError(f"net(X, state): {len(X)} examples with a state of {len(number)}")
            if seen is not None:
                seen.append(X.numel())
            rows = []
            for x in X.T:
                number = (31 * number + 7 * x.long() + number // 5 + 3) % 1009
                target = number % size
                rows.append(-(torch.arange(size, device=device) - target.reshape(-1, 1)).abs().float() - 1)
            return torch.cat(rows), number if kind == "bare" else (number,)

        def begin_state(self, batch_size, device):
            number = torch.full((batch_size,), 17, device=device)
            return number if kind == "bare" else (number,)

    class Module(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner, self.weight = Net(), nn.Parameter(torch.ones(1, device=device))

        def forward(self, X, state):
            outputs, state = self.inner(X, state)
            return outputs * self.weight, state

        def begin_state(self, batch_size, device):
            return self.inner.begin_state(batch_size, device)

    return Module() if kind == "module" else Net()


@inside
def make_vocab(letters):
    class Vocab:
        def __init__(self):
            self.idx_to_token = ["<unk>", *letters]
            self.token_to_idx = {token: index for index, token in enumerate(self.idx_to_token)}
            self.unk = 0

        def __len__(self):
            return len(self.idx_to_token)

        def __getitem__(self, tokens):
            if isinstance(tokens, (list, tuple)):
                return [self[token] for token in tokens]
            return self.token_to_idx.get(tokens, 0)

        def to_tokens(self, indices):
            if isinstance(indices, (list, tuple)):
                return [self.to_tokens(index) for index in indices]
            return self.idx_to_token[indices]

    return Vocab()


@inside
def predicted(predict, prefix, num_preds, letters, device, *, kind="module", head=False, tail=False):
    """The string; with `head` as much of it as the prefix has, with `tail` what follows."""
    vocab = make_vocab(letters)
    net = make_net(len(vocab), device, kind)
    came = predict(prefix, num_preds, net, vocab, device)
    if not isinstance(came, str):
        return came
    return came[: len(prefix)] if head else came[-num_preds:] if tail else came


def arguments(rng, length=5, num_preds=12, letters=LETTERS):
    """A prefix of letters that are drawn at random."""
    prefix = "".join(letters[i] for i in rng.integers(0, len(letters), (length,)).tolist())
    return prefix, num_preds, letters


def written(ns, prefix, num_preds, letters):
    return predicted(ns, ns.predict_ch8, prefix, num_preds, letters, "cpu")


def of(**options):
    return lambda ns, prefix, num_preds, letters: predicted(
        ns, ns.predict_ch8, prefix, num_preds, letters, "cpu", **options
    )


contract = plain(
    "predict_ch8(prefix, num_preds, net, vocab, device)",
    written,
    arguments,
    sizes=[
        {"length": 1},
        {"num_preds": 1},
        {"length": 30, "num_preds": 2},
        {"length": 2, "num_preds": 60},
        {"letters": " ab"},
        {"letters": "abcdefghijklmnopqrstuvwxyz ,.", "num_preds": 40},
    ],
    edges={
        "nothing to predict": lambda rng: arguments(rng, num_preds=0),
        "a prefix of one letter and nothing to predict": lambda rng: arguments(rng, length=1, num_preds=0),
        "a prefix of blanks": lambda rng: ("   ", 9, LETTERS),
    },
    cases={
        "prefix": Case(
            2,
            "the result begins with the prefix",
            lambda rng: arguments(rng, length=8),
            call=of(head=True),
            of="the beginning of the result",
        ),
        "first": Case(
            2,
            "the first predicted token is right: the prefix is gone through once, its last token included",
            lambda rng: arguments(rng, length=6, num_preds=1),
            call=of(tail=True),
            of="what follows the prefix",
        ),
        "unknown": Case(
            1,
            "a letter that the vocabulary does not know is fed in as number 0",
            lambda rng: ("te?st", 20, LETTERS),
            call=of(tail=True),
            of="what follows the prefix",
        ),
        "bare_state": Case(
            2,
            "the state is handed on as it is: it may be a tensor",
            call=of(kind="bare"),
            of="with a net whose state is a tensor, predict_ch8(...)",
        ),
        "plain_net": Case(
            1,
            "net need not be a module",
            call=of(kind="plain"),
            of="with a net that is no module, predict_ch8(...)",
        ),
    },
    weights={"sizes": 3},
    titles={
        "values": "the prefix, and the letters that the net holds for most probable after it",
        "sizes": "prefixes of one letter and of many, and any number of predictions",
        "edges": "nothing to predict, and blanks",
    },
    without={"unmodified": "strings and numbers cannot be changed, and the net is made anew in each call"},
)
