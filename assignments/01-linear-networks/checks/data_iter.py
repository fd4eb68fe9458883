"""What a learner can run: five examples in minibatches of two, and what the contract says of an epoch."""

import torch

from autograder.checks import assert_unmodified, fail, points
from autograder.checks.minibatches import assert_epoch, minibatches

OF = "data_iter(2, features, labels)"


def five(device):
    numbers = torch.arange(5.0, device=device)
    return torch.stack([numbers, 10 * numbers], dim=1), 100 * numbers.reshape(-1, 1)


@points(2, "five examples come once each, in minibatches of 2, 2 and 1")
def test_epoch(student, device):
    features, labels = five(device)
    found = minibatches(student, student.data_iter, 2, features, labels, of=OF)
    assert_epoch(found, 2, features, labels, of=OF)


@points(2, "the order is another one at each call", requires="test_epoch")
def test_order_changes(student, device):
    numbers = torch.arange(40.0, device=device)
    orders = []
    for _ in range(2):
        found = minibatches(student, student.data_iter, 8, numbers, numbers, of="data_iter(8, features, labels)")
        orders.append(torch.cat([X for X, _ in found]).tolist())
    if orders[0] == sorted(orders[0]):
        fail("the examples come in the order in which they were given, but should be shuffled")
    if orders[0] == orders[1]:
        fail("two calls give the same order: is it drawn only once, or from a seed that is set inside?")


@points(1, "features and labels are left as they were", requires="test_epoch")
def test_arguments_are_left_alone(student, rng):
    def one_epoch(features, labels):
        return minibatches(student, student.data_iter, 2, features, labels, of=OF)

    assert_unmodified(one_epoch, rng.normal(6, 2), rng.normal(6, 1), of=OF)
