"""What a learner can run: a block that has learnt nothing, the lengths, dropout, and the parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, assert_shape, inside, points
from autograder.checks.modules import own_parameters


@inside
def block(EncoderBlock, X, valid_lens, weights, biases):
    """The result in evaluation mode, with all matrices and all biases of layers of these numbers; norms are as they begin."""
    net = EncoderBlock(2, 2, 2, 2, [2], 2, 3, 1, 0.5).eval()
    net(torch.zeros(X.shape), None)  # lazy parts make their weights
    for part in net.modules():
        if not isinstance(part, nn.LayerNorm):
            for parameter in part.parameters(recurse=False):
                nn.init.constant_(parameter, weights if parameter.dim() > 1 else biases)
    return net.to(X.device)(X, valid_lens)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[[3.0, 1.0]]], device=device)
    result = block(student, student.EncoderBlock, X, None, 0.0, 1.0)
    expected = torch.tensor([[[1.0, -1.0]]], device=device)
    assert_close(result, expected, of="the result of the worked example", tolerance=1e-4)


@points(1, "with all weights one, the result is right", requires="test_example")
def test_ones(student, device):
    # Attention adds the same to both features of a token, which the normalisation takes away again; so does the ffn.
    X = torch.tensor([[[3.0, 1.0], [0.0, 8.0]]], device=device)
    result = block(student, student.EncoderBlock, X, torch.tensor([1], device=device), 1.0, 1.0)
    expected = torch.tensor([[[1.0, -1.0], [-1.0, 1.0]]], device=device)
    assert_close(result, expected, of="with all weights one, the result for (3, 1) and (0, 8)", tolerance=1e-4)


@inside
def new(EncoderBlock, X, valid_lens):
    return EncoderBlock(24, 24, 24, 24, [24], 24, 48, 8, 0.5).eval().to(X.device)(X, valid_lens)


@points(1, "the shape stays, and tokens beyond a sequence's length have no influence on the others")
def test_lengths(student, rng, device):
    X, lens = rng.normal(2, 5, 24).float(), torch.tensor([3, 2], device=device)
    with torch.no_grad():
        Z = X.clone()
        Z[0, 3:], Z[1, 2:] = 7.0, -7.0
    both = torch.cat([X, Z])
    result = new(student, student.EncoderBlock, both, torch.cat([lens, lens]))
    assert_shape(result, (4, 5, 24), of="the result")
    assert_close(result[2, :3], result[0, :3], of="the valid tokens, with another padding", tolerance=1e-4)
    assert_close(result[3, :2], result[1, :2], of="the valid tokens, with another padding", tolerance=1e-4)


@inside
def everything_dropped(EncoderBlock, X):
    return EncoderBlock(4, 4, 4, 4, [4], 4, 6, 2, 1.0).to(X.device).train()(X, None)


@points(1, "in training with a dropout of 1, nothing but X is left, normalised twice")
def test_dropout(student, rng):
    X = rng.normal(2, 3, 4).float()
    expected = nn.functional.layer_norm(nn.functional.layer_norm(X, (4,)), (4,))
    result = everything_dropped(student, student.EncoderBlock, X)
    assert_close(result, expected, of="the result in training with a dropout of one", tolerance=1e-3)


@inside
def sizes(EncoderBlock):
    """Of the parameters, without and with biases in the attention."""
    found = []
    for use_bias in (False, True):
        net = EncoderBlock(4, 4, 4, 4, [4], 4, 6, 2, 0.0, use_bias)
        net(torch.zeros(1, 2, 4), None)
        found.append(sorted(parameter.numel() for parameter in own_parameters(net)))
    return found


@points(1, "there are twelve parameters, and sixteen with use_bias")
def test_parameters(student):
    of = "the sizes of the parameters of EncoderBlock(4, 4, 4, 4, [4], 4, 6, 2, 0), then with use_bias=True"
    without = [4, 4, 4, 4, 4, 6, 16, 16, 16, 16, 24, 24]
    assert_equal(sizes(student, student.EncoderBlock), [without, sorted([*without, 4, 4, 4, 4])], of=of)
