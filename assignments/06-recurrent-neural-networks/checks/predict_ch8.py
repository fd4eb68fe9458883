"""What a learner can run: a net that says the next letter of the alphabet, and one that counts what it has seen."""

import torch
from torch import nn

from autograder.checks import assert_equal, inside, points


@inside
def predicted(predict, prefix, num_preds, kind):
    """With the letters a to e. The net says the letter that follows in the alphabet; or that of the number of letters seen."""

    class Vocab:
        def __init__(self):
            self.idx_to_token = ["<unk>", *"abcde"]

        def __len__(self):
            return 6

        def __getitem__(self, tokens):
            if isinstance(tokens, (list, tuple)):
                return [self[token] for token in tokens]
            return self.idx_to_token.index(tokens) if tokens in self.idx_to_token else 0

        def to_tokens(self, indices):
            if isinstance(indices, (list, tuple)):
                return [self.to_tokens(index) for index in indices]
            return self.idx_to_token[indices]

    class Net(nn.Module):
        def forward(self, X, state):
            if X.dim() != 2 or len(X) != 1:
                raise ValueError(f"net(X, state): X should have the shape (1, num_steps), not {tuple(X.shape)}")
            (seen,), rows = state, []
            for x in X.T:
                seen = seen + 1
                number = seen if kind == "count" else x.long()
                rows.append(nn.functional.one_hot(number % 5 + 1, 6).float())
            return torch.cat(rows), (seen,)

        def begin_state(self, batch_size, device):
            return (torch.zeros(batch_size, dtype=torch.int64, device=device),)

    return predict(prefix, num_preds, Net(), Vocab(), "cpu")


@points(2, "a net that says the next letter of the alphabet writes on after the prefix")
def test_alphabet(student):
    of = 'with a net that says the next letter of the alphabet, predict_ch8("b", 3, net, vocab, device)'
    assert_equal(predicted(student, student.predict_ch8, "b", 3, "alphabet"), "bcde", of=of)


@points(2, "the prefix is gone through once, and the state is handed on")
def test_counting(student):
    of = 'with a net that writes how many letters it has seen (a none, b one, ...), predict_ch8("aa", 2, net, vocab, device)'
    assert_equal(predicted(student, student.predict_ch8, "aa", 2, "count"), "aacd", of=of)


@points(1, "with nothing to predict the prefix comes back", requires="test_alphabet")
def test_nothing(student):
    of = 'predict_ch8("ace", 0, net, vocab, device)'
    assert_equal(predicted(student, student.predict_ch8, "ace", 0, "alphabet"), "ace", of=of)
