"""Whole gradings on a GPU, where the machine has one: the tests of the simulated device, once more."""

import pytest
from test_simulated_grading import (  # noqa: F401 (pytest collects them here too)
    grade,
    test_a_result_on_the_cpu_loses_points_there,
    test_the_reference_gets_every_point_there,
)


@pytest.fixture(scope="module")
def device():
    return "cuda"
