"""What a learner can run: shapes and numbers of parameters. It uses the Residual of the notebook."""

import torch
from torch import nn

from autograder.checks import assert_equal, inside, points
from autograder.checks.modules import own_parameters


@inside
def facts(resnet_block, X):
    """Of the first stage and of another: the shape of a result, and the number of parameters."""
    found = {}
    for name, channels, first in (("first", 4, True), ("other", 8, False)):
        made = resnet_block(4, channels, 2, first_block=first)
        whole = isinstance(made, nn.Module) and not isinstance(made, nn.ModuleList)
        net = (made if whole else nn.Sequential(*made)).to(X.device)
        found[name] = {"shape": tuple(net(X).shape), "parameters": sum(p.numel() for p in own_parameters(net))}
    return found


def came(student, device):
    return facts(student, student.resnet_block, torch.ones(2, 4, 8, 8, device=device))


@points(1, "the first stage keeps the shape")
def test_first(student, device):
    of = "the shape of resnet_block(4, 4, 2, first_block=True)(X) for X of shape (2, 4, 8, 8)"
    assert_equal(came(student, device)["first"]["shape"], (2, 4, 8, 8), of=of)


@points(2, "any other stage halves height and width, and changes the channels")
def test_other(student, device):
    of = "the shape of resnet_block(4, 8, 2)(X) for X of shape (2, 4, 8, 8)"
    assert_equal(came(student, device)["other"]["shape"], (2, 8, 4, 4), of=of)


@points(1, "only the first block of a stage that is not the first has a 1 x 1 convolution")
def test_counts(student, device):
    found = came(student, device)
    of = "the number of parameters of resnet_block(4, 4, 2, first_block=True)"
    assert_equal(found["first"]["parameters"], 624, of=of)
    assert_equal(found["other"]["parameters"], 2152, of="the number of parameters of resnet_block(4, 8, 2)")
