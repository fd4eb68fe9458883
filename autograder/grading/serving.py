"""What a judge does: answers one grading request after another. It is forked from a process that has loaded the
graders."""

from __future__ import annotations

import functools
import gc
import json
import os
import socket
import sys
import time
import traceback
import warnings
from concurrent.futures import Future
from dataclasses import replace
from typing import IO, Any

import nbformat
import torch

from autograder.checks.remembering import Memory
from autograder.checks.runner import UnusableTests
from autograder.course.model import Course, Exercise
from autograder.devices.simulated import register
from autograder.grading.answers import KnownAnswer, read_answers
from autograder.grading.diagnosis import diagnose
from autograder.grading.expected import read_expected
from autograder.grading.faulty import faulty_answers
from autograder.grading.forking import fork_judges
from autograder.grading.pictures import prepare
from autograder.grading.reference import Answer, run_answer
from autograder.grading.submission import Equipment, judge_notebook
from autograder.grading.tests import ExerciseTests, Outcome
from autograder.notebook.cells import read, reference_source
from autograder.notebook.shown import in_order
from autograder.report.model import Diagnosis
from autograder.sandbox.launcher import SandboxUnavailable, Warm
from autograder.sandbox.session import Session
from autograder.sandbox.warmup import rehearse


class JudgeServer:
    """Serves the judges that are asked for over `control`. `warm` may still be starting, or have failed to."""

    def __init__(self, course: Course, device: str, warm: Future[Warm], control: socket.socket) -> None:
        self._course, self._device, self._warm, self._control = course, device, warm, control

    def run(self) -> int:
        """Loads the graders and serves until nobody asks any more; 0, or 2 for tests that cannot be used."""
        torch.set_num_threads(1)
        warnings.simplefilter("ignore")  # of tests and known answers: the log is for what ends a judge
        if self._device == "sim":
            register()  # before the first backward pass of a judge, which is when autograd learns of its devices
        try:
            graders = ExerciseTests([exercise.folder for exercise in self._exercises()], self._course.seed)
            graders.require(self._exercises())
        except UnusableTests as error:
            print(error, file=sys.stderr)
            return 2
        # Compiled functions run eagerly, and no diagnosis spends its time on torch's imports.
        rehearse(backward=self._device == "cpu")
        self.serve(graders)
        return 0

    def _exercises(self) -> list[Exercise]:
        return [exercise for assignment in self._course.assignments for exercise in assignment.exercises]

    def serve(self, graders: ExerciseTests) -> None:
        """Forks judges until nobody asks any more."""
        pictures = self._course.feedback == "counterexamples"
        equipment = Equipment(graders, self._reference, self._memory, self._diagnose, self._device, pictures)
        if pictures:
            prepare([exercise.folder for exercise in self._exercises()])
        try:
            warm = self._warm.result()
        except SandboxUnavailable as error:
            reason = {"unavailable": str(error)}
            fork_judges(self._control, lambda _, answers: _answer(answers, reason))
            return
        gc.freeze()  # the graders and torch stay: a collection need not look through them, nor copy their pages
        gc.enable()
        with warm:
            fork_judges(self._control, functools.partial(self._judge, equipment, warm))

    def _judge(self, equipment: Equipment, warm: Warm, requests: IO[str], answers: IO[str]) -> None:
        _answer(answers, {"ready": list(warm.layers), "pid": os.getpid()})
        for line in requests:
            try:
                _answer(answers, self._grade(equipment, warm, json.loads(line)))
            except Exception:  # noqa: BLE001  whatever goes wrong here is the grader's, and is reported as that
                _answer(answers, {"fault": traceback.format_exc()})

    def _grade(self, equipment: Equipment, warm: Warm, request: dict[str, Any]) -> dict[str, Any]:
        assignment = self._course.assignment(request["assignment"])
        for _ in range(2):
            nb = nbformat.from_dict(request["nb"])
            session = Session(warm, self._course.limits)
            start = time.monotonic()
            try:
                judged = judge_notebook(equipment, session, tuple(warm.layers), assignment, request["notebook"], nb)
            finally:
                session.close()
            if not session.sandbox_lost:
                report = replace(judged.report, seconds=round(time.monotonic() - start, 2))
                return {"report": report.to_json(), "outputs": in_order(nb, judged.outputs)}
        raise RuntimeError("the sandbox was lost twice while the submission ran")

    @functools.cache  # noqa: B019  a judge lives as long as its process
    def _reference(self, exercise: Exercise) -> Answer:
        assignment = next(a for a in self._course.assignments if exercise in a.exercises)
        return run_answer("reference", reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb")))

    @functools.cache  # noqa: B019
    def _memory(self, exercise: Exercise) -> Memory:
        return Memory()

    @functools.cache  # noqa: B019
    def _wrong_answers(self, exercise: Exercise) -> tuple[KnownAnswer, ...]:
        # A mistake in one of them costs its hint, not the grading; the selftest reports it.
        answers, _ = read_answers(exercise.folder, self._reference(exercise).source)
        return tuple(answer for answer in answers if answer.kind == "wrong")

    @functools.cache  # noqa: B019
    def _faults(self, exercise: Exercise) -> list[KnownAnswer]:
        expected, _ = read_expected(exercise.folder)
        return [
            answer.recorded(expected) for answer in faulty_answers(self._reference(exercise).source, exercise.folder)
        ]

    def _diagnose(self, exercise: Exercise, outcomes: list[Outcome], source: str) -> Diagnosis | None:
        return diagnose(outcomes, self._wrong_answers(exercise), lambda: self._faults(exercise), source=source)


def _answer(answers: IO[str], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()
