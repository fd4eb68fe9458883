"""What is special about PositionalEncoding: dropout of the sum, nothing that is learnt, names, and a thousand positions."""

import torch

from autograder.checks import agree, assert_tensor, fail, inside, points
from autograder.checks.byhand import case
from autograder.checks.modules import own_parameters

from .contract import contract

PROBABILITY = 0.5


@inside
def in_training(PositionalEncoding, X, dropout):
    return PositionalEncoding(X.shape[-1], dropout).to(X.device, X.dtype)(X)


@points(2, "in training, dropout falls on the sum", requires="test_values")
def test_dropout(student, reference, rng):
    # X is large, so that a sum is zero where it was dropped and nowhere else: there are 1,280 of them.
    X = 50 + rng.normal(8, 10, 16).float()
    came = assert_tensor(
        in_training(student, student.PositionalEncoding, X, PROBABILITY), of="the result in training"
    ).detach()
    if came.shape != X.shape:
        fail("the shape of the result in training is {came}, but should be (8, 10, 16)", came=tuple(came.shape))
    share = float((came == 0).float().mean())
    if not abs(share - PROBABILITY) < 0.1:
        fail("in training, a share of {share} of the sums is dropped, but 0.5 was asked for", share=f"{share:.2f}")
    due = 2 * in_training(reference, reference.PositionalEncoding, X, 0.0)
    if not float(torch.where(came == 0, torch.zeros_like(came), came - due).abs().max()) <= 1e-2:  # nor nan
        fail("what is not dropped in training should be twice the sum, with a probability of 0.5")


@inside
def learnt(PositionalEncoding, X):
    """(numbers in parameters, whether the result in evaluation has a graph, although X has none)."""
    net = PositionalEncoding(X.shape[-1], 0.0).to(X.device, X.dtype).eval()
    return sum(parameter.numel() for parameter in own_parameters(net)), net(X).requires_grad


title, of = "there are no parameters", "(how many numbers are learnt, whether the table has a graph)"
test_no_parameters = case(
    contract,
    1,
    title,
    lambda rng: (rng.normal(2, 3, 4).float(),),
    call=lambda ns, X: learnt(ns, ns.PositionalEncoding, X),
    of=of,
    requires="test_values",
)


@inside
def by_name(PositionalEncoding, X):
    """Without max_len, which is a thousand."""
    return PositionalEncoding(num_hiddens=X.shape[-1], dropout=0.0).to(X.device, X.dtype)(X)


@points(1, "the parameters have the names of the book, and a thousand tokens are possible")
def test_defaults(student, reference, rng):
    X = rng.normal(1, 1000, 4).float()
    agree(student, reference, lambda ns, X: by_name(ns, ns.PositionalEncoding, X), X, of="PositionalEncoding(4, 0)(X)")


@inside
def twice(PositionalEncoding, X, other):
    """Results of one module for sequences of several lengths."""
    net = PositionalEncoding(X.shape[-1], 0.0, 20).to(X.device, X.dtype)
    return [net(X), net(other), net(X)]


title, of = "one module takes sequences of any length, one after the other", "[net(X), net(other), net(X)]"
test_again = case(
    contract,
    1,
    title,
    lambda rng: (rng.normal(2, 5, 4).float(), rng.normal(3, 20, 4).float()),
    call=lambda ns, *args: twice(ns, ns.PositionalEncoding, *args),
    of=of,
)
