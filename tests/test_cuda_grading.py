"""Whole gradings on a GPU, where the machine has one."""

import pytest
from device_grading import EXERCISES, grade, judge, lost, on_the_cpu

from autograder.report import Verdict


@pytest.fixture(scope="module")
def worker():
    worker = judge("cuda")
    yield worker
    worker.close()


@pytest.mark.parametrize("id", EXERCISES)
def test_the_reference_gets_every_point_there(worker, id):
    report = grade(worker, "cuda", id)
    assert lost(report) == []
    assert report.score == report.points


def test_a_result_on_the_cpu_loses_points_there(worker):
    test = on_the_cpu(worker, "cuda")
    assert test.verdict is Verdict.FAILED
    assert "cuda" in test.message
