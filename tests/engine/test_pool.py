"""Graders that many threads share."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from autograder.grading.pool import GraderFault, Pool


class Slow:
    """A grader that takes a moment, and notes who is in it."""

    def __init__(self) -> None:
        self.at_work, self.most, self.graded = 0, 0, 0
        self.ended = threading.Event()
        self.closed = False

    def grade(self, assignment: str, notebook: str, nb: Any) -> Any:
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        stopped = self.ended.wait(0.02)
        self.at_work -= 1
        self.graded += 1
        if stopped:
            raise GraderFault("grading was stopped")
        return {"notebook": notebook}, []

    def stop(self) -> None:
        self.ended.set()

    def close(self) -> None:
        self.closed = True


class Makes:
    """Makes graders, and remembers them."""

    def __init__(self) -> None:
        self.made: list[Slow] = []

    def __call__(self) -> Slow:
        self.made.append(Slow())
        return self.made[-1]


def test_so_many_are_at_work_at_once_each_on_one_notebook():
    make = Makes()
    pool = Pool(make, 3)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: pool.grade("sums", str(number), None), range(24)))
    assert answers == [({"notebook": str(number)}, []) for number in range(24)]
    assert len(make.made) == 3
    assert {grader.most for grader in make.made} == {1}
    assert sum(grader.graded for grader in make.made) == 24


def test_no_more_are_made_than_are_needed():
    make = Makes()
    pool = Pool(make, 3)
    for _ in range(4):
        pool.grade("sums", "adding", None)
    assert [grader.graded for grader in make.made] == [4]


def test_a_pool_that_is_stopped_lets_nobody_wait():
    make = Makes()
    pool = Pool(make, 1)
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(pool.grade, "sums", "adding", None) for _ in range(40)]
        while not make.made:
            time.sleep(0.001)
        pool.stop()
        assert any("grading was stopped" in str(one.exception()) for one in asked)
    with pytest.raises(GraderFault, match="grading was stopped"):
        pool.grade("sums", "adding", None)
    pool.close()
    assert [grader.closed for grader in make.made] == [True]


def test_a_grader_that_fails_is_free_again():
    broken = Slow()
    broken.stop()
    pool = Pool(lambda: broken, 1)
    for _ in range(2):
        with pytest.raises(GraderFault):
            pool.grade("sums", "adding", None)


def test_those_that_have_long_been_free_are_closed_and_made_again_when_needed():
    make = Makes()
    pool = Pool(make)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda _: pool.grade("sums", "adding", None), range(2)))
    pool.rest(60)
    assert not any(grader.closed for grader in make.made)
    pool.rest(0)
    assert all(grader.closed for grader in make.made)
    before = len(make.made)
    pool.grade("sums", "adding", None)
    assert len(make.made) == before + 1
