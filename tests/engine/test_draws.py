"""Random numbers, compared by what does not depend on the draws."""

import pytest
import torch

from autograder.remote.draws import compared, ratio_to, summary
from autograder.remote.likeness import Likeness

SHAPE = (40, 50)


def generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


KINDS = {
    "uniform": lambda g: torch.rand(SHAPE, generator=g),
    "to one and a half": lambda g: 1.5 * torch.rand(SHAPE, generator=g),
    "around zero": lambda g: torch.rand(SHAPE, generator=g) - 0.5,
    "normal": lambda g: torch.randn(SHAPE, generator=g),
    "a mask": lambda g: (torch.rand(SHAPE, generator=g) < 0.8).float(),
    "a mask of doubles": lambda g: 2 * (torch.rand(SHAPE, generator=g) < 0.8).float(),
    "half a mask": lambda g: (torch.rand(SHAPE, generator=g) < 0.5).float(),
    "one mask for all rows": lambda g: (torch.rand(1, 50, generator=g) < 0.8).float().expand(SHAPE),
    "one mask for all columns": lambda g: (torch.rand(40, 1, generator=g) < 0.8).float().expand(SHAPE),
    "ones": lambda g: torch.ones(SHAPE),
    "nan": lambda g: torch.where(torch.rand(SHAPE, generator=g) < 0.2, torch.nan, 1.0),
}


@pytest.mark.parametrize("kind", KINDS)
def test_two_draws_of_one_distribution_are_alike_and_of_no_other(kind):
    for seed in range(20):
        one = summary(KINDS[kind](generator(seed)))
        alike = [
            other for other in KINDS if compared(one, summary(KINDS[other](generator(seed + 100)))) is Likeness.SAME
        ]
        assert alike == [kind]


def test_what_is_multiplied_by_a_mask_is_told_by_the_mask():
    X = torch.randn(SHAPE, generator=generator(0), dtype=torch.float64)
    X[0, 0] = 0
    for dtype in (torch.float64, torch.float32, torch.float16, torch.bfloat16):
        one, other = (X.to(dtype) * (torch.rand(SHAPE, generator=generator(seed)) < 0.8).to(dtype) for seed in (1, 2))
        given = X.to(dtype)
        assert compared(summary(one, given), summary(other, given)) is Likeness.SAME
        assert compared(summary(one, given), summary(other * 1.25, given)) is Likeness.DIFFERENT


def test_a_few_numbers_tell_only_what_they_cannot_be():
    few = torch.tensor([0.0, 2.0, 2.0, 0.0, 2.0])
    assert compared(summary(few), summary(few.flip(0))) is Likeness.UNTOLD
    assert compared(summary(few), summary(few * 2)) is Likeness.DIFFERENT
    assert compared(summary(few), summary(torch.zeros(5))) is Likeness.UNTOLD
    assert compared(summary(torch.empty(0)), summary(torch.empty(0))) is Likeness.UNTOLD


def test_an_argument_of_zeros_says_nothing_about_a_result_of_its_shape():
    zeros, some = torch.zeros(SHAPE), torch.eye(*SHAPE)
    assert ratio_to(torch.ones(SHAPE), [zeros, torch.ones(2), some]) is some
    assert ratio_to(torch.ones(SHAPE), [zeros]) is None
