"""What a learner can run: a word through a block that has learnt nothing, the weights of each block, and the parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points
from autograder.checks.modules import own_parameters


@inside
def first_number(TransformerEncoder, X, num_layers):
    """In evaluation mode with embeddings (1, 0, 0, 0) of all words, and zeros in the blocks; norms are as they begin."""
    net = TransformerEncoder(3, 4, 4, 4, 4, [4], 4, 6, 2, num_layers, 0.5).eval()
    with torch.no_grad():
        net(X.cpu(), None)  # lazy parts make their weights
    for part in net.modules():
        if not isinstance(part, nn.LayerNorm):
            for parameter in part.parameters(recurse=False):
                nn.init.zeros_(parameter)
    for part in net.modules():
        if isinstance(part, nn.Embedding) and part.weight.shape == (3, 4) and part.weight.requires_grad:
            with torch.no_grad():
                part.weight[:, 0] = 1.0
    return net.to(X.device)(X, None)


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    result = first_number(student, student.TransformerEncoder, torch.tensor([[2]], device=device), 1)
    expected = torch.tensor([[[2**0.5, 0.0, -(2**0.5), 0.0]]], device=device)
    assert_close(result, expected, of="the result of the worked example", tolerance=1e-3)


@points(1, "each word has its own position", requires="test_example")
def test_positions(student, device):
    # Of (2 + sin 1, cos 1, sin 0.01, cos 0.01) the mean is 1.10 and the standard deviation 1.06.
    result = first_number(student, student.TransformerEncoder, torch.tensor([[1, 1]], device=device), 2)
    expected = torch.tensor([[[1.414, 0.0, -1.414, 0.0], [1.650, -0.523, -1.026, -0.0915]]], device=device)
    assert_close(result, expected, of="the result for the same word twice", tolerance=0.02)


@inside
def weights(TransformerEncoder, X, valid_lens):
    """Those of each block, one row for each word of each head of each sequence."""
    net = TransformerEncoder(10, 8, 8, 8, 8, [8], 8, 16, 2, 3, 0.5).eval().to(X.device)
    for lens in (None, valid_lens):
        net(X, lens)
    return [block.reshape(-1, X.shape[1]) for block in net.attention_weights]


@points(2, "attention_weights has those of each block, and no word beyond its sequence's length has any")
def test_weights(student, device):
    X = torch.tensor([[1, 2, 3, 4, 5], [6, 7, 8, 9, 0]], device=device)
    lens = torch.tensor([3, 2], device=device)
    found = weights(student, student.TransformerEncoder, X, lens)
    of = "for 2 sequences of 5 words and 2 heads, len(net.attention_weights) and all of its numbers, of 3 blocks"
    assert_equal([len(found), sum(block.numel() for block in found)], [3, 3 * 2 * 2 * 5 * 5], of=of)
    for number, block in enumerate(found, start=1):
        given = torch.stack([block[:10, 3:].sum(dim=1), block[10:, 2:].sum(dim=1)])
        assert_close(given, torch.zeros_like(given), of=f"in block {number}, the weights beyond the lengths")
        total = block.sum(dim=1)
        assert_close(total, torch.ones_like(total), of=f"in block {number}, the sum of a word's weights")


@inside
def sizes(TransformerEncoder):
    """Of the parameters of two blocks, without and with biases in the attention."""
    found = []
    for use_bias in (False, True):
        net = TransformerEncoder(5, 4, 4, 4, 4, [4], 4, 6, 2, 2, 0.0, use_bias)
        net(torch.zeros(1, 2, dtype=torch.int64), None)
        found.append(sorted(parameter.numel() for parameter in own_parameters(net)))
    return found


@points(1, "there are twelve parameters in each block, sixteen with use_bias, and an embedding")
def test_parameters(student):
    of = "the sizes of the parameters of TransformerEncoder(5, 4, 4, 4, 4, [4], 4, 6, 2, 2, 0), then with use_bias=True"
    block = [4, 4, 4, 4, 4, 6, 16, 16, 16, 16, 24, 24]
    expected = [sorted([20, *2 * block]), sorted([20, *2 * (block + [4] * 4)])]
    assert_equal(sizes(student, student.TransformerEncoder), expected, of=of)
