"""What a learner can run: the worked example, and that the parts are known to the module."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, gradients, inside, points


@inside
def example(MySequential, X):
    """Of the worked example: 2 x + 1, ReLU, 10 x."""
    first, second = nn.Linear(1, 1), nn.Linear(1, 1)
    for layer, weight, bias in ((first, 2.0, 1.0), (second, 10.0, 0.0)):
        nn.init.constant_(layer.weight, weight)
        nn.init.constant_(layer.bias, bias)
    return MySequential(first, nn.ReLU(), second).to(X.device)


@inside
def facts(net):
    """What a module knows of its parts."""
    net.eval()
    modes = [part.training for part in net.modules()]
    return {
        "parameters": len(list(net.parameters())),
        "tensors in state_dict()": len(net.state_dict()),
        "training": any(modes),
    }


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[3.0], [-2.0]], device=device)
    net = example(student, student.MySequential, X)
    assert_close(net(X), torch.tensor([[70.0], [0.0]], device=device), of="net([[3], [-2]])", dtype=False)


@points(2, "the module lists the parameters of its parts, saves them, and puts them into evaluation mode")
def test_parts_are_known(student, device):
    came = facts(student, example(student, student.MySequential, torch.zeros(1, device=device)))
    assert_equal(came, {"parameters": 4, "tensors in state_dict()": 4, "training": False}, of="what net knows")


@points(1, "the gradient goes through all parts")
def test_gradient(student, device):
    X = torch.tensor([[3.0], [-2.0]], device=device, requires_grad=True)
    net = example(student, student.MySequential, X)
    (came,) = gradients(net, X, ones=True)
    assert_close(
        came, torch.tensor([[20.0], [0.0]], device=device), of="the gradient of net([[3], [-2]]).sum()", dtype=False
    )


@inside
def twice(MySequential, X):
    """A layer that doubles, passed two times."""
    double = nn.Linear(1, 1, bias=False)
    nn.init.constant_(double.weight, 2.0)
    return MySequential(double, double).to(X.device)(X)


@points(1, "a part that is passed twice is called twice", requires="test_example")
def test_one_part_twice(student, device):
    came = twice(student, student.MySequential, torch.tensor([[3.0]], device=device))
    of = "with a layer that doubles, MySequential(double, double)([[3]])"
    assert_close(came, torch.tensor([[12.0]], device=device), of=of, dtype=False)
