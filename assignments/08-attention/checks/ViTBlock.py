"""What a learner can run: the worked example, a block that adds nothing, the lengths, and the parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, assert_shape, inside, points
from autograder.checks.modules import own_parameters


@inside
def block(ViTBlock, X, weights, biases):
    """The result in evaluation mode, with all matrices and all biases of layers of these numbers; norms are as they begin."""
    net = ViTBlock(2, [2], 3, 1, 0.5).eval()
    with torch.no_grad():
        net(torch.zeros(X.shape), None)  # lazy parts make their weights
    for part in net.modules():
        if not isinstance(part, nn.LayerNorm):
            for parameter in part.parameters(recurse=False):
                nn.init.constant_(parameter, weights if parameter.dim() > 1 else biases)
    return net.to(X.device)(X, None)


@points(1, "where both parts give zero, X comes out as it is")
def test_nothing(student, device):
    X = torch.tensor([[[3.0, 1.0], [0.0, 8.0]]], device=device)
    result = block(student, student.ViTBlock, X, 0.0, 0.0)
    assert_close(result, X, of="the result of a block with all weights and biases zero", tolerance=1e-4)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    # The normalised tokens are (1, -1) and (-1, 1), whose sums are zero; each hidden unit is GELU(1), about 0.8413.
    X = torch.tensor([[[3.0, 1.0], [0.0, 8.0]]], device=device)
    result = block(student, student.ViTBlock, X, 1.0, 1.0)
    assert_close(result, X + 1 + 3 * 0.841345, of="the result of the worked example", tolerance=1e-4)


@inside
def new(ViTBlock, X, valid_lens):
    return ViTBlock(24, [24], 48, 8, 0.5).eval().to(X.device)(X, valid_lens)


@points(1, "the shape stays, and tokens beyond a sequence's length have no influence on the others")
def test_lengths(student, rng, device):
    X, lens = rng.normal(2, 5, 24).float(), torch.tensor([3, 2], device=device)
    with torch.no_grad():
        Z = X.clone()
        Z[0, 3:], Z[1, 2:] = 7.0, -7.0
    both = torch.cat([X, Z])
    result = new(student, student.ViTBlock, both, torch.cat([lens, lens]))
    assert_shape(result, (4, 5, 24), of="the result")
    assert_close(result[2, :3], result[0, :3], of="the valid tokens, with another padding", tolerance=1e-4)
    assert_close(result[3, :2], result[1, :2], of="the valid tokens, with another padding", tolerance=1e-4)


@inside
def sizes(ViTBlock):
    """Of the parameters, without and with biases in the attention."""
    found = []
    for use_bias in (False, True):
        net = ViTBlock(4, [4], 6, 2, 0.0, use_bias)
        net(torch.zeros(1, 2, 4))
        found.append(sorted(parameter.numel() for parameter in own_parameters(net)))
    return found


@points(1, "there are twelve parameters, and sixteen with use_bias")
def test_parameters(student):
    of = "the sizes of the parameters of ViTBlock(4, [4], 6, 2, 0), then with use_bias=True"
    without = [4, 4, 4, 4, 4, 6, 16, 16, 16, 16, 24, 24]
    assert_equal(sizes(student, student.ViTBlock), [without, sorted([*without, 4, 4, 4, 4])], of=of)
