"""Which words of an answer are new decides whether its operators are counted in every test of a proof."""

import pytest

from autograder.proof.words import words_of

REFERENCE = """
import torch
from torch import nn


class Layer(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.part = nn.Linear(size, size, bias=False)

    def forward(self, X):
        return self.part(X).relu() + 2 * X
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 * X", "3 * X"),
        ("self.part(X).relu() + 2 * X", "2 * X.relu() + X"),
        ("self.part", "self.other"),
        ("return self.part(X).relu()", "kept = self.part(X)\n        return kept.relu()"),
    ],
)
def test_numbers_an_order_and_own_names_are_no_new_words(old: str, new: str) -> None:
    assert words_of(REFERENCE.replace(old, new)) <= words_of(REFERENCE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (".relu()", ".softmax(1)"),
        ("nn.Linear(size, size, bias=False)", "nn.LazyLinear(size, bias=False)"),
        ("bias=False", "dtype=False"),
        ("2 * X", "2 @ X"),
        ("X).relu()", "len(X))"),
        ("import torch\n", "import torch\nimport numpy as torch\n"),
        ("from torch import nn", "from torch.ao import nn"),
        (".relu()", ".__class__('softmax')"),
        ("self.part(X)", "self.forward(X)"),
        ("self.part(X)", "torch.self.part(X)"),
    ],
)
def test_what_may_run_another_operator_is_one(old: str, new: str) -> None:
    assert not words_of(REFERENCE.replace(old, new)) <= words_of(REFERENCE)
