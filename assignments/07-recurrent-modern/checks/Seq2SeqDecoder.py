"""What a learner can run: shapes, the number of parameters, and that word by word the scores are the same."""

import torch

from autograder.checks import assert_close, assert_equal, assert_shape, inside, points
from autograder.checks.modules import own_parameters


@inside
def decoded(Seq2SeqDecoder, X, state):
    """(scores of X at once, the same word by word, number of parameters) of one decoder."""
    torch.manual_seed(0)
    net = Seq2SeqDecoder(10, 8, 16, 2)
    net.to(X.device).eval()
    outputs = torch.cat([torch.zeros_like(state), state[-1:]])
    whole, _ = net(X, net.init_state((outputs, state)))
    now, found = net.init_state((outputs, state)), []
    for word in X.split(1, dim=1):
        scores, now = net(word, now)
        found.append(scores)
    return (
        whole,
        torch.cat(found, dim=1) if found[0].shape[:1] == X.shape[:1] else found,
        sum(p.numel() for p in own_parameters(net)),
    )


def results(student, device):
    X = torch.arange(28, device=device).reshape(4, 7) % 10
    state = torch.linspace(-1, 1, 128, device=device).reshape(2, 4, 16)
    return decoded(student, student.Seq2SeqDecoder, X, state)


@points(2, "scores have the shape (B, T, vocab_size)")
def test_shapes(student, device):
    of = "for 4 sentences of 7 words, the scores of Seq2SeqDecoder(10, 8, 16, 2)"
    assert_shape(results(student, device)[0], (4, 7, 10), of=of)


@points(2, "word by word the scores are those of the whole sentence", requires="test_shapes")
def test_word_by_word(student, device):
    whole, found, _ = results(student, device)
    assert_close(found, whole, of="the scores, word by word")


@points(
    1,
    "there are as many parameters as an embedding, a GRU of 24 inputs and a linear layer have",
    requires="test_shapes",
)
def test_parameters(student, device):
    assert_equal(
        results(student, device)[2], 80 + 3 * (24 * 16 + 16 * 16 + 32) + 3 * (16 * 16 * 2 + 32) + 170, of="their number"
    )


@inside
def dropped(Seq2SeqDecoder, X, other, state):
    """The scores in training, of a second layer that sees nothing of the first."""
    net = Seq2SeqDecoder(10, 8, 16, 2, 1.0).to(X.device)
    outputs = torch.cat([torch.zeros_like(state), state[-1:]])
    return [net(words, net.init_state((outputs, state)))[0] for words in (X, other)]


@points(1, "in training, dropout falls between the layers", requires="test_shapes")
def test_dropout(student, device):
    X = torch.arange(28, device=device).reshape(4, 7) % 10
    state = torch.linspace(-1, 1, 128, device=device).reshape(2, 4, 16)
    first, second = dropped(student, student.Seq2SeqDecoder, X, 9 - X, state)
    of = "in training with a dropout of 1, which leaves nothing for the second layer, the scores for other words"
    assert_close(second, first, of=of)
