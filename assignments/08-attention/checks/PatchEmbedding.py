"""What a learner can run: the worked example, the shape, the number of patches, and the parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, assert_shape, inside, points
from autograder.checks.modules import own_parameters


@inside
def with_ones(PatchEmbedding, img_size, patch_size, X):
    """The result of one feature, with all parameters one."""
    net = PatchEmbedding(img_size, patch_size, 1)
    net(torch.zeros(X.shape))  # lazy parts make their weights
    for parameter in net.parameters():
        nn.init.ones_(parameter)
    return net.to(X.device)(X)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    X = torch.tensor([[1.0, 0, 2, 2], [0, 0, 2, 2], [0, 3, 0, 0], [0, 0, 0, 4]], device=device)
    result = with_ones(student, student.PatchEmbedding, 4, 2, X[None, None])
    expected = torch.tensor([[[2.0], [9.0], [4.0], [5.0]]], device=device)
    assert_close(result, expected, of="the result of the worked example", tolerance=1e-4)


@points(1, "height and width may differ")
def test_pairs(student, device):
    X = torch.arange(24.0, device=device).reshape(1, 1, 4, 6)
    result = with_ones(student, student.PatchEmbedding, (4, 6), (2, 3), X)
    expected = torch.tensor([[[25.0], [43.0], [97.0], [115.0]]], device=device)
    of = "with all parameters one, in patches of 2 x 3, the result for the pixels 0, 1, ..., 23 in four rows"
    assert_close(result, expected, of=of, tolerance=1e-4)


@inside
def new(PatchEmbedding, X):
    net = PatchEmbedding(img_size=8, patch_size=2, num_hiddens=7)
    net(torch.zeros(X.shape))  # lazy parts make their weights
    return net.num_patches, net.to(X.device)(X)


@points(1, "num_patches is the number of patches, and the result has a vector for each")
def test_shape(student, rng, device):
    count, result = new(student, student.PatchEmbedding, rng.normal(5, 3, 8, 8).float())
    assert_equal(count, 16, of="num_patches of PatchEmbedding(8, 2, 7)")
    assert_shape(result, (5, 16, 7), of="the result of PatchEmbedding(8, 2, 7) for five images of three channels")


@inside
def sizes(PatchEmbedding):
    net = PatchEmbedding(6, 3, 5)
    net(torch.zeros(1, 2, 6, 6))
    return sorted(parameter.numel() for parameter in own_parameters(net))


@points(1, "there are a weight for each pixel of a patch, and a bias")
def test_parameters(student):
    of = "the sizes of the parameters of PatchEmbedding(6, 3, 5) for two channels"
    assert_equal(sizes(student, student.PatchEmbedding), [5, 90], of=of)
