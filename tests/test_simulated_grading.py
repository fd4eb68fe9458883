"""Whole gradings on the simulated device: what is right on the CPU is right there, what stays on the CPU is found."""

import pytest
from device_grading import EXERCISES, grade, judge, lost, on_the_cpu

from autograder.report import Verdict


@pytest.fixture(scope="module")
def worker():
    worker = judge("sim")
    yield worker
    worker.close()


@pytest.mark.parametrize("id", EXERCISES)
def test_the_reference_gets_every_point_there(worker, id):
    report = grade(worker, "sim", id)
    assert lost(report) == []
    assert report.score == report.points


def test_a_result_on_the_cpu_loses_points_there(worker):
    test = on_the_cpu(worker, "sim")
    assert test.verdict is Verdict.FAILED
    assert "sim" in test.message
