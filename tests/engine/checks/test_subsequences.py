"""Stretches of a text: what is wrong with a minibatch of them is named."""

from types import SimpleNamespace

import pytest
import torch

from autograder.checks.failure import CheckFailed
from autograder.checks.subsequences import beginnings
from autograder.grading.reference import Unaltered

CORPUS = [7, 3, 9, 1, 5, 2, 8]
X, Y = torch.tensor([[7, 3], [1, 5]]), torch.tensor([[3, 9], [5, 2]])


def read(*batches):
    def make(corpus, batch_size, num_steps):
        return iter(batches)

    return beginnings(Unaltered(SimpleNamespace(make=make)), make, CORPUS, 2, 2, of="make()")


def test_it_is_found_where_each_row_begins():
    assert read((X, Y)) == [[0, 3]]
    assert read() == []


@pytest.mark.parametrize(
    ("batch", "words"),
    [
        ((X.float(), Y), "should be a tensor of whole numbers of shape"),
        ((X[:1], Y[:1]), "should be a tensor of whole numbers of shape"),
        ((X.T, Y), "which is no stretch of the corpus"),
        ((X, X), "one token ahead"),
        ((X[[0, 0]], Y[[0, 0]]), "the token 3 of the corpus in two rows"),
    ],
)
def test_what_is_wrong_is_named(batch, words):
    with pytest.raises(CheckFailed, match=words):
        read(batch)
