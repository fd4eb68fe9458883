"""What a learner can run: a sentence of three words, word by word, what is learnt of later words, the encoder's outputs, dropout, and
the parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points
from autograder.checks.modules import filled_by_label, own_parameters


@inside
def example(DecoderBlock, X, enc_outputs, at_once):
    """One head that looks at all words alike and hands them on as they are; the two other parts give zero."""

    class Reading(nn.Module):
        def __init__(self):
            super().__init__()
            self.block = DecoderBlock(2, 2, 2, 2, [2], 2, 3, 1, 0.0, 0)

        def forward(self, X, enc_outputs):
            self.block.train(at_once)
            state, found = [enc_outputs, None, [None]], []
            for words in [X] if at_once else X.split(1, dim=1):
                Y, state = self.block(words, state)
                found.append(Y)
            return torch.cat(found, dim=1)

    net, parameters, _ = filled_by_label(Reading(), (X, enc_outputs), biases=False)
    for parameter in parameters.values():
        nn.init.constant_(parameter, float(parameter.dim() == 1))  # the scales of the norms are one
    for words in ("weight (2, 2) number 3", "weight (2, 2) number 4"):  # values and output of the first attention
        nn.init.eye_(parameters[words])
    return net(X, enc_outputs)


def sentence(device):
    X = torch.tensor([[[0.0, 3.0], [0.0, -18.0], [0.0, 3.0]]], device=device)
    expected = torch.tensor([[[-1.0, 1.0], [1.0, -1.0], [1.0, -1.0]]], device=device)
    return X, torch.ones(1, 2, 2, device=device), expected


@points(2, "in training, the worked example comes out as in the text")
def test_training(student, device):
    X, enc_outputs, expected = sentence(device)
    result = example(student, student.DecoderBlock, X, enc_outputs, True)
    assert_close(result, expected, of="the result of the worked example, in training", tolerance=1e-3)


@points(2, "so it does word by word")
def test_prediction(student, device):
    X, enc_outputs, expected = sentence(device)
    result = example(student, student.DecoderBlock, X, enc_outputs, False)
    assert_close(result, expected, of="the result of the worked example, word by word", tolerance=1e-3)


@inside
def both(DecoderBlock, X, enc_outputs, valid_lens):
    """Two blocks of this course, one after the other: a sentence as in training, and word by word."""
    torch.manual_seed(0)
    blocks = nn.ModuleList([DecoderBlock(8, 8, 8, 8, [8], 8, 16, 2, 0.0, i) for i in range(2)]).to(X.device)
    found = []
    for training in (True, False):
        state, parts = [enc_outputs, valid_lens, [None, None]], []
        blocks.train(training)
        for Y in [X] if training else X.split(1, dim=1):
            for block in blocks:
                Y, state = block(Y, state)
            parts.append(Y)
        found.append(torch.cat(parts, dim=1))
    return found


@points(2, "two blocks give word by word what they give in training")
def test_both(student, rng, device):
    X, enc_outputs = rng.normal(3, 5, 8).float(), rng.normal(3, 4, 8).float()
    lens = torch.tensor([4, 2, 1], device=device)
    training, prediction = both(student, student.DecoderBlock, X, enc_outputs, lens)
    assert_close(prediction, training, of="the results of two blocks, word by word", tolerance=1e-4)


@inside
def influence(DecoderBlock, X, enc_outputs, valid_lens):
    """For each word's result, how strongly it depends on each word, and on each of the encoder's outputs; of the first sequence."""
    torch.manual_seed(0)
    net = DecoderBlock(8, 8, 8, 8, [8], 8, 16, 2, 0.0, 0).to(X.device)
    X, enc_outputs = X.requires_grad_(), enc_outputs.requires_grad_()
    result, _ = net(X, [enc_outputs, valid_lens, [None]])
    found = []
    for step in range(X.shape[1]):
        grads = torch.autograd.grad((result[0, step] ** 3).sum(), (X, enc_outputs), retain_graph=True)
        found.append(torch.cat([grad[0].abs().amax(dim=-1) for grad in grads]) > 0)
    return torch.stack(found).int()


@points(2, "in training, a result depends on the word itself, those before it, and the encoder's valid outputs")
def test_influence(student, rng, device):
    X, enc_outputs = rng.normal(2, 3, 8).float(), rng.normal(2, 4, 8).float()
    found = influence(student, student.DecoderBlock, X, enc_outputs, torch.tensor([2, 4], device=device))
    expected = [[1, 0, 0, 1, 1, 0, 0], [1, 1, 0, 1, 1, 0, 0], [1, 1, 1, 1, 1, 0, 0]]
    of = "whether each word's result depends on word 1, 2, 3 and on the encoder's output 1, 2, 3, 4, of which 2 are valid"
    assert_equal(found.tolist(), expected, of=of)


@inside
def everything_dropped(DecoderBlock, X, enc_outputs):
    net = DecoderBlock(4, 4, 4, 4, [4], 4, 6, 2, 1.0, 0).to(X.device).train()
    return net(X, [enc_outputs, None, [None]])[0]


@points(1, "in training with a dropout of 1, nothing but X is left, normalised three times")
def test_dropout(student, rng):
    X, enc_outputs = rng.normal(2, 3, 4).float(), rng.normal(2, 5, 4).float()
    expected = X
    for _ in range(3):
        expected = nn.functional.layer_norm(expected, (4,))
    result = everything_dropped(student, student.DecoderBlock, X, enc_outputs)
    assert_close(result, expected, of="the result in training with a dropout of one", tolerance=1e-3)


@inside
def sizes(DecoderBlock):
    net = DecoderBlock(4, 4, 4, 4, [4], 4, 6, 2, 0.0, 0)
    net(torch.zeros(1, 2, 4), [torch.zeros(1, 3, 4), None, [None]])
    return sorted(parameter.numel() for parameter in own_parameters(net))


@points(1, "there are eight weights in the attentions, four parameters in the part for each word, and six in the norms")
def test_parameters(student):
    expected = sorted([16] * 8 + [24, 6, 24, 4] + [4] * 6)
    of = "the sizes of the parameters of DecoderBlock(4, 4, 4, 4, [4], 4, 6, 2, 0, 0)"
    assert_equal(sizes(student, student.DecoderBlock), expected, of=of)
