"""What a learner can run: shapes, the number of parameters, and that the last outputs are the state."""

import torch

from autograder.checks import assert_close, assert_equal, assert_shape, fail, inside, points
from autograder.checks.modules import own_parameters


@inside
def encoded(Seq2SeqEncoder, X):
    """(what comes out, number of parameters) of the notebook's example."""
    net = Seq2SeqEncoder(10, 8, 16, 2)
    net.to(X.device).eval()
    return net(X), sum(p.numel() for p in own_parameters(net))


def parts(student, device):
    torch.manual_seed(0)
    X = torch.arange(28, device=device).reshape(4, 7) % 10
    result, count = encoded(student, student.Seq2SeqEncoder, X)
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("Seq2SeqEncoder(...)(X) should return the pair (outputs, state)")
    return *result, count


@points(2, "outputs are time first, and the state has all layers")
def test_shapes(student, device):
    outputs, state, _ = parts(student, device)
    assert_shape(outputs, (7, 4, 16), of="for 4 sentences of 7 words, the outputs of Seq2SeqEncoder(10, 8, 16, 2)")
    assert_shape(state, (2, 4, 16), of="the state")


@points(1, "the last outputs are the last layer's state", requires="test_shapes")
def test_last(student, device):
    outputs, state, _ = parts(student, device)
    assert_close(outputs[-1], state[-1], of="outputs[-1], beside state[-1]")


@points(1, "there are as many parameters as in the text", requires="test_shapes")
def test_parameters(student, device):
    assert_equal(parts(student, device)[2], 2960, of="the number of parameters of Seq2SeqEncoder(10, 8, 16, 2)")


@inside
def dropped(Seq2SeqEncoder, X, other):
    """The outputs in training, of a second layer that sees nothing of the first."""
    net = Seq2SeqEncoder(10, 8, 16, 2, 1.0).to(X.device)
    return net(X)[0], net(other)[0]


@points(1, "in training, dropout falls between the layers", requires="test_shapes")
def test_dropout(student, device):
    X = torch.arange(28, device=device).reshape(4, 7) % 10
    first, second = dropped(student, student.Seq2SeqEncoder, X, 9 - X)
    of = "in training with a dropout of 1, which leaves nothing for the second layer, the outputs for other words"
    assert_close(second, first, of=of)
