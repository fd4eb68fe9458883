"""The judge's process: holds the graders and a warm sandbox, and answers one grading request after another.

Requests and answers are lines of JSON on standard input and output, between two processes that trust each other: `pool`
starts this one. Standard output is kept for the answers; whatever else is printed goes to standard error.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import select
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import IO, Any

import nbformat
import torch

from autograder.course import Course, Exercise, load
from autograder.devices import register
from autograder.judge.answers import KnownAnswer, read_answers
from autograder.judge.diagnosis import diagnose
from autograder.judge.plugin import Graders, Outcome, run_judge
from autograder.judge.reference import Answer, run_answer
from autograder.judge.submission import Bench, judge_notebook
from autograder.notebook import read, reference_source
from autograder.report import Diagnosis
from autograder.sandbox.launcher import SandboxUnavailable, Warm
from autograder.sandbox.session import Session

_GRACE_SECONDS = 1.0


class Judge:
    """Serves the requests of one `pool.Worker`."""

    def __init__(self, course: Course, device: str, requests: IO[str], answers: IO[str]) -> None:
        self._course, self._device = course, device
        self._requests, self._answers = requests, answers

    def serve(self, graders: Graders) -> None:
        """Answers until the requests end. Runs inside pytest, see `plugin`."""
        pictures = self._course.feedback == "counterexamples"
        bench = Bench(graders, self._reference, self._diagnose, self._device, pictures)
        try:
            warm = Warm(self._course.limits, self._course.isolation, self._device)
        except SandboxUnavailable as error:
            self._answer({"unavailable": str(error)})
            return
        with warm:
            self._answer({"ready": list(warm.layers)})
            for line in self._requests:
                try:
                    self._answer(self._grade(bench, warm, json.loads(line)))
                except Exception:  # noqa: BLE001  whatever goes wrong here is the grader's, and is reported as that
                    self._answer({"fault": traceback.format_exc()})

    def _grade(self, bench: Bench, warm: Warm, request: dict[str, Any]) -> dict[str, Any]:
        assignment = self._course.assignment(request["assignment"])
        nb = nbformat.from_dict(request["nb"])
        session = Session(warm, self._course.limits)
        try:
            report = judge_notebook(bench, session, tuple(warm.layers), assignment, request["notebook"], nb)
        finally:
            session.close()
        return {"report": report.to_json(), "nb": nb}

    def _answer(self, message: dict[str, Any]) -> None:
        self._answers.write(json.dumps(message) + "\n")
        self._answers.flush()

    @functools.cache  # noqa: B019  a judge lives as long as its process
    def _reference(self, exercise: Exercise) -> Answer:
        assignment = next(a for a in self._course.assignments if exercise in a.exercises)
        return run_answer("reference", reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb")))

    @functools.cache  # noqa: B019
    def _wrong_answers(self, exercise: Exercise) -> tuple[KnownAnswer, ...]:
        # A mistake in one of them costs its hint, not the grading; the selftest reports it.
        answers, _ = read_answers(exercise.folder)
        return tuple(answer for answer in answers if answer.kind == "wrong")

    def _diagnose(self, exercise: Exercise, outcomes: list[Outcome]) -> Diagnosis | None:
        return diagnose(outcomes, self._wrong_answers(exercise))


def _end_with_starter() -> None:
    """Ends this process, and so its sandbox, when whoever started it has gone, even by a kill in the middle of a grading.

    Else it would go on until the submission's time is over. A judge that is merely not needed any more ends by itself.
    """
    hung_up = select.poll()
    hung_up.register(sys.stdin, 0)
    hung_up.poll()
    time.sleep(_GRACE_SECONDS)
    os._exit(1)


def main() -> int:
    """Serves on standard input and output; pytest's exit status."""
    parser = argparse.ArgumentParser(prog="python -m autograder.judge.worker", description=__doc__)
    parser.add_argument("course", type=Path)
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    threading.Thread(target=_end_with_starter, daemon=True).start()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    torch.set_num_threads(1)
    if arguments.device == "sim":
        register()  # before the first backward pass of this process, which is when autograd learns of its devices
    course = load(arguments.course, check_pieces=False)
    folders = [exercise.folder for assignment in course.assignments for exercise in assignment.exercises]
    judge = Judge(course, arguments.device, sys.stdin, answers)
    return run_judge(folders, judge.serve)


if __name__ == "__main__":
    sys.exit(main())
