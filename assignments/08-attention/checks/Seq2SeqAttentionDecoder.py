"""What a learner can run: shapes, that word by word the scores are the same, the weights, and the number of parameters."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, assert_shape, inside, points
from autograder.checks.modules import own_parameters


@inside
def decoded(Seq2SeqAttentionDecoder, X, outputs, state, lens):
    """(scores of X at once, its weights, the same word by word) of one decoder that is made for the purpose."""
    torch.manual_seed(0)
    net = Seq2SeqAttentionDecoder(10, 8, 16, 2)
    net.to(X.device).eval()
    whole, _ = net(X, net.init_state((outputs, state), lens))
    weights = [row.detach() for row in net.attention_weights]
    now, found, again = net.init_state((outputs, state), lens), [], []
    for word in X.split(1, dim=1):
        scores, now = net(word, now)
        found.append(scores)
        again += [row.detach() for row in net.attention_weights]
    same = found[0].shape[:1] == X.shape[:1]
    return whole, weights, torch.cat(found, dim=1) if same else found, again


def results(student, device):
    X = torch.arange(28, device=device).reshape(4, 7) % 10
    state = torch.linspace(-1, 1, 128, device=device).reshape(2, 4, 16)
    before = torch.linspace(-2, 3, 256, device=device).reshape(4, 4, 16).sin()
    lens = torch.tensor([5, 2, 4, 1], device=device)
    return decoded(student, student.Seq2SeqAttentionDecoder, X, torch.cat([before, state[-1:]]), state, lens)


@points(2, "scores have the shape (B, T, vocab_size), and each step has weights of the shape (B, 1, S)")
def test_shapes(student, device):
    whole, weights, _, _ = results(student, device)
    assert_shape(
        whole, (4, 7, 10), of="for 4 sentences of 7 words, the scores of Seq2SeqAttentionDecoder(10, 8, 16, 2)"
    )
    assert_equal(len(weights), 7, of="the number of entries of attention_weights, for 7 words")
    assert_shape(weights[0], (4, 1, 5), of="with 5 words read, the first entry of attention_weights")


@points(2, "word by word the scores are those of the whole sentence", requires="test_shapes")
def test_word_by_word(student, device):
    whole, _, found, _ = results(student, device)
    assert_close(found, whole, of="the scores, word by word")


@points(
    2, "the weights of each step sum to one, and words beyond a sentence's length have none", requires="test_shapes"
)
def test_weights(student, device):
    _, weights, _, _ = results(student, device)
    last = weights[-1]
    assert_close(last.sum(dim=2), torch.ones(4, 1, device=device), of="the sums of the last step's weights")
    beyond = torch.stack([last[1, 0, 2:].sum(), last[2, 0, 4:].sum(), last[3, 0, 1:].sum()])
    assert_close(beyond, torch.zeros(3, device=device), of="the weight beyond the lengths 2, 4 and 1, at the last step")


@inside
def example(Seq2SeqAttentionDecoder, outputs, lens):
    """The weights of one step where the attention has learnt nothing, and what the GRU reads; that is seen by a hook."""
    net = Seq2SeqAttentionDecoder(3, 1, 2, 1).eval()
    read = []
    net(torch.zeros(1, 1, dtype=torch.int64), net.init_state((outputs[:, :1], outputs[-1:, :1]), lens[:1]))
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.zero_()
        for part in net.modules():
            if isinstance(part, nn.Embedding):
                part.weight.copy_(torch.tensor([[5.0], [6.0], [7.0]]))
            elif isinstance(part, nn.RNNBase | nn.RNNCellBase):
                part.register_forward_pre_hook(lambda _, given: read.append(given[0].detach().reshape(-1)))
    net(torch.tensor([[2]]), net.init_state((outputs, outputs[-1:]), lens))
    return [row.detach() for row in net.attention_weights], read


@points(2, "the worked example comes out as in the text")
def test_example(student):
    outputs = torch.tensor([[[1.0, 0.0]], [[3.0, 4.0]], [[9.0, 9.0]]])
    weights, read = example(student, student.Seq2SeqAttentionDecoder, outputs, torch.tensor([2]))
    assert_close(weights[0].reshape(3), torch.tensor([0.5, 0.5, 0.0]), of="the weights of the worked example")
    if read:
        assert_close(read[0], torch.tensor([2.0, 2.0, 7.0]), of="what the GRU reads in the worked example")


@inside
def sizes(Seq2SeqAttentionDecoder):
    """The number of parameters, after a pass in which lazy parts make theirs."""
    net = Seq2SeqAttentionDecoder(10, 8, 16, 2)
    state = torch.zeros(2, 1, 16)
    net(torch.zeros(1, 1, dtype=torch.int64), net.init_state((state, state), None))
    return sum(p.numel() for p in own_parameters(net))


@points(1, "there are as many parameters as in the text", requires="test_shapes")
def test_parameters(student):
    assert_equal(sizes(student, student.Seq2SeqAttentionDecoder), 80 + 528 + 2016 + 1632 + 170, of="their number")
