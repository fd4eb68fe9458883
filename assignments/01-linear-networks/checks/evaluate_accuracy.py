"""What a learner can run: the worked example. The net is made by the test."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points


@inside
def evaluated(evaluate, X, y, training):
    """A net that returns its input as scores, and drops all of it in training; its mode afterwards, and the share."""
    net = nn.Sequential(nn.Dropout(1.0)).train(training)
    batches = [(X[:2], y[:2]), (X[2:], y[2:])]
    return {"share": evaluate(net, batches), "training": [part.training for part in net.modules()]}


def example(student, device, training, *, shape=(3,)):
    X = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]], device=device)
    y = torch.ones(shape, dtype=torch.int64, device=device)
    return evaluated(student, student.evaluate_accuracy, X, y, training)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    assert_close(example(student, device, False)["share"], 2 / 3, of="the share of two minibatches")


@points(2, "a net in training mode is evaluated without dropout, and trains on afterwards", requires="test_example")
def test_mode(student, device):
    found = example(student, device, True)
    assert_close(found["share"], 2 / 3, of="the share, with a net that was in training mode")
    assert_equal(found["training"], [True, True], of="[part.training for part in net.modules()]")


@points(1, "labels in a column give the same", requires="test_example")
def test_column(student, device):
    share = example(student, device, False, shape=(3, 1))["share"]
    assert_close(share, 2 / 3, of="with labels of shape (n, 1), the share of two minibatches")
