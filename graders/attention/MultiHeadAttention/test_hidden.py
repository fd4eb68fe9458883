"""What is special about MultiHeadAttention: where dropout falls, what may be left out, and lengths on an accelerator."""

import torch
from torch import nn

from autograder.checks import aside, assert_tensor, fail, filled, inside, points
from autograder.checks.attention import assert_lengths_heeded
from autograder.checks.byhand import case
from autograder.checks.modules import own_parameters
from autograder.devices.simulated import to_device

from .contract import contract

PROBABILITY = 0.5


@inside
def with_identities(MultiHeadAttention, dropout, queries, keys, values):
    """In training, with weights that are identities. Queries are of another shape than the result, which may be no multiple of them."""
    net = MultiHeadAttention(32, 16, 32, 32, 2, dropout)
    net(queries.cpu(), keys.cpu(), values.cpu(), None)
    for parameter in net.parameters():
        nn.init.eye_(parameter)
    return net.to(queries.device)(queries, keys, values, None)


@points(2, "in training, dropout falls on the weights", requires="test_values")
def test_dropout(student, rng):
    # Eight keys of zeros have equal weights, and the k-th value is the k-th unit vector, twice in either head: the result is the
    # weights, each of them twice. A weight is dropped in both places, an element of the result in one.
    args = torch.zeros(4, 8, 16), torch.zeros(4, 8, 32), torch.eye(8).repeat(4, 1, 4)
    args = [to_device(part, rng.device) for part in args]
    came = with_identities(student, student.MultiHeadAttention, PROBABILITY, *args)
    came = assert_tensor(came, of="the result in training").detach().cpu()
    share = float((came == 0).float().mean())
    if came.shape != (4, 8, 32) or not abs(share - PROBABILITY) < 0.15:
        fail("in training, a share of {share} of the weights is dropped, but 0.5 was asked for", share=f"{share:.2f}")
    first, again = came.unflatten(-1, (2, 2, 8)).unbind(-2)
    if not float((first - again).abs().max()) <= 1e-4:  # nor nan
        fail("where two features of the values are alike, those of a head's result should be so in training, too")
    if not float(torch.where(came == 0, came, came - 0.25).abs().max()) <= 1e-3:
        fail("a weight of 1 / 8 that is not dropped should be doubled in training, with a probability of 0.5")


@inside
def with_defaults(MultiHeadAttention, queries, keys, values):
    """With names, without bias and without lengths."""
    options = {"key_size": 5, "query_size": 3, "value_size": 7, "num_hiddens": 4, "num_heads": 2, "dropout": 0.0}
    net, _, _ = filled(MultiHeadAttention(**options), (queries, keys, values))
    return net(queries, keys, values)


title, of = (
    "the parameters have the names of the book; bias and valid_lens may be left out",
    "with_defaults(MultiHeadAttention, ...)",
)
test_defaults = case(
    contract,
    1,
    title,
    lambda rng: tuple(rng.normal(2, 4, side).float() for side in (3, 5, 7)),
    call=lambda ns, *args: with_defaults(ns, ns.MultiHeadAttention, *args),
    of=of,
)


@inside
def counts(MultiHeadAttention):
    """Of the parameters where all sizes are the same."""
    net = MultiHeadAttention(4, 4, 4, 4, 2, 0.0, True)
    net(*[torch.zeros(1, 2, 4)] * 3, None)
    return sorted(parameter.numel() for parameter in own_parameters(net))


title, of = (
    "where all sizes are the same there are four layers too",
    "the sizes of the parameters where all sizes are 4",
)
test_counts = case(
    contract, 1, title, (), call=lambda ns: counts(ns, ns.MultiHeadAttention), of=of, requires="test_values"
)


@aside
@points(1, "lengths are heeded on an accelerator, too")
def test_lengths_on_a_device(student, reference, rng, accelerator):
    assert_lengths_heeded(contract, student, reference, rng, accelerator)
