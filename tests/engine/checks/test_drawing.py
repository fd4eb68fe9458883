"""Inputs from a strategy, by choices that are ours, and the search for the smallest that fails."""

import pytest
import torch
from hypothesis import strategies as st

from autograder.checks import search
from autograder.checks.drawing import draw
from autograder.checks.inputs import halves, sizes, tensors

matrices = st.tuples(sizes(), sizes()).flatmap(lambda shape: st.tuples(tensors(*shape)))


@pytest.mark.parametrize(
    ("strategy", "simplest"),
    [
        (halves, 0.0),
        (st.integers(), 0),
        (st.integers(-9, -3), -3),
        (st.integers(89, 1000), 89),
        (st.booleans(), False),
        (st.floats(0.25, 3), 0.25),
        (st.floats(), 0.0),
        (st.sampled_from("cab"), "c"),
        (st.text(), ""),
        (st.binary(min_size=1), b"\0"),
        (st.lists(st.integers(2, 5), min_size=1), [2]),
        (st.fixed_dictionaries({"lr": st.just(0.1), "t": st.integers(1, 9)}), {"lr": 0.1, "t": 1}),
        (st.one_of(st.none(), st.integers()), None),
        (st.integers(0, 9).filter(lambda i: i % 2 == 0), 0),
    ],
)
def test_without_choices_the_simplest_value_is_drawn(strategy, simplest):
    assert draw(strategy).value == simplest


def test_the_choices_that_made_a_value_make_it_again():
    drawn = draw(matrices, choose=lambda low, high: high)
    again = draw(matrices, drawn.choices)
    assert drawn.value[0].shape == (3, 3)
    assert torch.equal(drawn.value[0], again.value[0])
    assert drawn.choices == again.choices


def test_choices_that_do_not_fit_count_as_the_simplest():
    assert draw(st.tuples(st.integers(0, 3), st.integers(0, 3)), (7, 2)).value == (0, 2)


def test_what_a_strategy_refuses_is_nothing():
    assert draw(st.integers(1, 9).filter(lambda i: i > 9)) is None


def test_a_strategy_without_values_or_without_an_end_is_nothing():
    assert draw(st.nothing()) is None
    assert draw(st.lists(st.integers()), choose=lambda low, high: high) is None


def test_tensors_have_the_choices_of_a_list_of_their_elements():
    elements = st.integers(1, 4).map(float)
    ours = draw(tensors(2, 3, elements=elements, dtype=torch.float32, requires_grad=True), (1, 2, 3, 0, 3, 9))
    listed = draw(st.lists(elements, min_size=6, max_size=6), (1, 2, 3, 0, 3, 9))
    assert ours.choices == listed.choices
    assert ours.value.tolist() == [listed.value[:3], listed.value[3:]]
    assert ours.value.dtype is torch.float32
    assert ours.value.requires_grad


def test_an_input_shrinks_to_its_smallest_failing_elements():
    search.begin_exercise()
    large = sizes().flatmap(lambda n: st.tuples(tensors(1, n, elements=st.integers(-500, 500))))
    (X,) = search.smallest(large, lambda args: bool((args[0] > 88).any()) and args[0].shape[1] > 1)
    assert X.tolist() in ([[0, 89]], [[89, 0]])
    (X,) = search.smallest(large, lambda args: bool((args[0] < -88).any()))
    assert X.tolist() == [[-89]]


def test_the_same_example_is_found_whatever_was_searched_before():
    found = []
    for before in (0, 1):
        search.begin_exercise()
        for _ in range(before):
            search.smallest(matrices, lambda args: float(args[0].sum()) > 3)
        found.append(search.smallest(matrices, lambda args: float(args[0].sum()) < -2.5)[0])
    assert torch.equal(*found)
    assert float(found[0].sum()) == -3.0


def test_a_search_has_an_end_and_so_have_those_of_an_exercise():
    tried = []
    search.begin_exercise()
    for _ in range(9):
        assert search.smallest(matrices, lambda args: tried.append(args)) is None
    assert 0 < len(tried) <= search.EXERCISE_TRIES
    assert len(tried) >= search.EXERCISE_TRIES - search.TRIES


def test_there_is_none_where_none_is_wanted():
    search.begin_exercise()
    with search.without_search():
        assert search.smallest(matrices, lambda args: True) is None
    assert search.smallest(matrices, lambda args: True)[0].tolist() == [[0.0]]
