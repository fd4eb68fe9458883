"""The helpers that tests are written with say what came, what should be, and nothing false."""

import re

import pytest
import torch

from autograder.checks import (
    CheckFailed,
    assert_close,
    assert_device,
    assert_dtype,
    assert_equal,
    assert_finite,
    assert_shape,
    assert_tensor,
)
from autograder.checks.compare import difference, told_apart

nan, inf = float("nan"), float("inf")


def message(check, *args, **kwargs):
    with pytest.raises(CheckFailed) as caught:
        check(*args, **kwargs)
    return str(caught.value)


def test_the_worst_element_is_shown_with_its_place():
    got = message(assert_close, torch.tensor([[1.0, 2.5]]), torch.tensor([[1.0, 2.0]]), of="softmax(X)")
    assert got.startswith("softmax(X)[0, 1] is 2.5, but should be 2")
    assert "1 of 2 elements" in got


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16])
def test_rounding_is_forgiven_and_a_wrong_value_is_not(dtype):
    want = torch.linspace(1, 2, 9, dtype=dtype)
    assert_close(want * (1 + 2 * torch.finfo(dtype).eps), want)
    with pytest.raises(CheckFailed):
        assert_close(want * 1.3, want)


@pytest.mark.parametrize("got", [nan, inf, -inf, 1.0])
def test_a_nan_equals_only_an_expected_nan(got):
    with pytest.raises(CheckFailed):
        assert_close(torch.tensor(got), torch.tensor(0.0))
    with pytest.raises(CheckFailed):
        assert_close(torch.tensor(got if got == got else 0.0), torch.tensor(nan))
    assert_close(torch.tensor([nan, inf]), torch.tensor([nan, inf]))
    with pytest.raises(CheckFailed):
        assert_close(torch.tensor(-inf), torch.tensor(inf))


def test_a_nan_is_shown_rather_than_a_large_error():
    got = message(assert_close, torch.tensor([9.0, nan]), torch.tensor([1.0, 1.0]), of="y")
    assert got.startswith("y[1] is nan")


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (None, "is None"),
        (3.0, "is 3.0"),
        ([1, 2], "a list of 2"),
        (torch.ones(3), "has shape (3,), but should have shape (2,)"),
        (torch.ones(2, dtype=torch.float64), "dtype torch.float64, but should have dtype torch.float32"),
        (torch.ones(2, device="meta"), "on device meta"),
    ],
)
def test_wrong_kinds_are_named(actual, words):
    assert words in message(assert_close, actual, torch.ones(2))


def test_a_missing_return_is_suspected():
    assert "return" in message(assert_tensor, None)


def test_containers_are_compared_part_by_part():
    want = (torch.ones(2), [torch.zeros(1), {"t": 1.0}])
    assert_close((torch.ones(2), [torch.zeros(1), {"t": 1.0}]), want)
    assert "result[1][1]['t'] is 2.0" in message(assert_close, (torch.ones(2), [torch.zeros(1), {"t": 2.0}]), want)
    assert "a tuple of 2" in message(assert_close, (torch.ones(2),), want)


def test_shape_dtype_device_and_finiteness_each_have_their_check():
    assert "(2,), but should have shape (3,)" in message(assert_shape, torch.ones(2), (3,))
    assert "torch.float32" in message(assert_dtype, torch.ones(2), torch.float64)
    assert "on device cpu" in message(assert_device, torch.ones(2), "sim")
    assert "[1] is inf" in message(assert_finite, torch.tensor([0.0, inf]))
    assert_finite(torch.ones(2))


def test_equal_means_bit_by_bit():
    assert_equal(torch.tensor([0.1]), torch.tensor([0.1]))
    with pytest.raises(CheckFailed):
        assert_equal(torch.tensor([0.1 + 1e-7]), torch.tensor([0.1]))


def test_true_is_no_number_and_one_is_not_true():
    with pytest.raises(CheckFailed):
        assert_equal(True, 1)
    with pytest.raises(CheckFailed):
        assert_equal(1, True)


@pytest.mark.parametrize(
    ("came", "due"), [(1.0000001, 1.0), (0.1 + 0.2, 0.3), (1e-30, 1.0000002e-30), (123456789.0, 123456788.0)]
)
def test_two_numbers_are_shown_in_as_many_digits_as_it_takes_to_see_that_they_differ(came, due):
    for actual, expected in ((came, due), (torch.tensor([came]).double(), torch.tensor([due]).double())):
        if isinstance(actual, torch.Tensor) and torch.equal(actual, expected):
            continue
        found = difference(actual, expected, of="f(X)", tolerance=0.0)
        shown = re.search(r" is (\S+), but should be ([^\s(]+)", str(found.message))
        assert shown[1] != shown[2], found.text
    assert told_apart(0.5, 0.25) == ("0.5", "0.25")


@pytest.mark.parametrize(
    ("came", "due", "moved"),
    [
        ([[1.0, 3.0], [2.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]], True),
        ([True, False, False], [False, False, True], True),
        ([1.0, 1.0, 2.0], [1.0, 2.0, 2.0], False),
        ([float("nan"), 1.0], [1.0, float("nan")], False),
    ],
)
def test_right_numbers_in_other_places_are_told_from_wrong_numbers(came, due, moved):
    found = difference(torch.tensor(came), torch.tensor(due), of="f(X)")
    assert ("; the numbers are right, but in other places)" in str(found.message)) == moved


def test_complex_numbers_are_no_real_ones_even_where_the_dtype_is_free():
    with pytest.raises(CheckFailed, match="complex64"):
        assert_close(torch.ones(2) + 0j, torch.ones(2), dtype=False)
    assert_close(torch.ones(2).double(), torch.ones(2), dtype=False)
