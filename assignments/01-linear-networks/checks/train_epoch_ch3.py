"""What a learner can run: the worked example. Net and loss are made by the test."""

import math

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points


@inside
def worked(train_epoch, X, y, kind):
    """One minibatch, from weights of zero, with a learning rate of 1; the net is in evaluation mode before."""
    net = nn.Linear(2, 2).to(X.device).eval()
    nn.init.zeros_(net.weight), nn.init.zeros_(net.bias)

    def updater(batch_size):
        with torch.no_grad():
            net.weight -= net.weight.grad / batch_size
            net.bias -= net.bias.grad / batch_size

    optimiser = torch.optim.SGD(net.parameters(), lr=1)
    result = train_epoch(
        net, [(X, y)], nn.CrossEntropyLoss(reduction="none"), updater if kind == "function" else optimiser
    )
    return {"returned": result, "weight": net.weight.detach(), "training": net.training}


def example(student, device, kind):
    found = worked(
        student, student.train_epoch_ch3, torch.eye(2, device=device), torch.tensor([0, 1], device=device), kind
    )
    weight = torch.tensor([[0.25, -0.25], [-0.25, 0.25]], device=device)
    assert_close(found["returned"], (math.log(2), 0.5), of="(mean loss, share right)", tolerance=1e-5)
    assert_close(found["weight"], weight, of="after one step with lr = 1, the weight")
    return found


@points(2, "the worked example, with torch.optim.SGD")
def test_optimiser(student, device):
    example(student, device, "optimiser")


@points(1, "the worked example, with a function as updater")
def test_function(student, device):
    example(student, device, "function")


@points(1, "the net is in training mode afterwards", requires="test_optimiser")
def test_training_mode(student, device):
    assert_equal(example(student, device, "optimiser")["training"], True, of="net.training")
