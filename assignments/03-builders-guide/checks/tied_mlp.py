"""What a learner can run: the worked example, the gradient of the shared weight, and the number of parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points


@inside
def example(tied_mlp, X):
    """With two hidden units, no biases, and the weights 1, 3 (shared) and 1: the result, and the shared weight's gradient."""
    net = tied_mlp(2).to(X.device)
    shared = None
    for parameter in net.parameters():
        number = {(2, 4): 1.0, (2, 2): 3.0, (1, 2): 1.0}.get(tuple(parameter.shape), 0.0)
        nn.init.constant_(parameter, number)
        if number == 3:
            shared = parameter
    result = net(X)
    result.sum().backward()
    return {
        "result": result.detach(),
        "shared": shared.grad,
        "numbers": sum(p.numel() for p in tied_mlp(8).parameters()),
    }


def facts(student, device):
    return example(student, student.tied_mlp, torch.tensor([[1.0, 0.0, 0.0, 0.0]], device=device))


@points(1, "with 8 hidden units there are 40 + 72 + 9 = 121 numbers to learn")
def test_numbers(student, device):
    assert_equal(facts(student, device)["numbers"], 121, of="the numbers in the parameters of tied_mlp(8)")


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    came = facts(student, device)["result"]
    assert_close(came, torch.tensor([[72.0]], device=device), of="net([[1, 0, 0, 0]]) of the example", dtype=False)


@points(2, "the gradient of the shared weight is the sum of both uses")
def test_gradient(student, device):
    came = facts(student, device)["shared"]
    of = "the gradient of net([[1, 0, 0, 0]]).sum() for the shared weight"
    assert_close(came, torch.full((2, 2), 12.0, device=device), of=of, dtype=False)
