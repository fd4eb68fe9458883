"""The proof of one exercise's grader, in a process of its own: what `selftest` runs for each.

It runs trusted code in process, but code that may be wrong in any way: each call has a limit on its CPU time, and the
process one on its memory.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from multiprocessing.connection import Connection
from pathlib import Path

import torch

from autograder.checks.remembering import references_remembered
from autograder.checks.runner import UnusableTests
from autograder.checks.search import without_search
from autograder.course.model import Assignment, Exercise
from autograder.course.yaml import Problem
from autograder.grading.answers import KnownAnswer, read_answers
from autograder.grading.diagnosis import fitting
from autograder.grading.expected import EXPECTED, read_expected, remedy, write_expected
from autograder.grading.faulty import faulty_answers, probing_answers
from autograder.grading.guard import OutOfTime
from autograder.grading.hints import read_hints
from autograder.grading.reference import run_answer
from autograder.grading.tests import ExerciseTests, Outcome, counted_results
from autograder.notebook.cells import read, reference_source, with_stubs
from autograder.proof import defects
from autograder.proof.bench import Bench, Score
from autograder.proof.excuses import EXCUSES, faults_that_apply, left_out, read_excuses
from autograder.proof.folder import strays_in, unfinished
from autograder.proof.idle import SHARE, idle_answers
from autograder.proof.mutants import Mutant, mutants, read_equivalent
from autograder.report.model import Verdict
from autograder.sandbox.warmup import rehearse

_MUTANT_SECONDS = 1.0
_DIAGNOSIS_SECONDS = 30.0  # far above what a judge takes: a proof must not depend on how busy the machine is
_ROOM = 4 << 30


class _Fate(Enum):
    KILLED = auto()
    SURVIVED = auto()


@dataclass(frozen=True)
class Proof:
    """What came of one exercise. It is proven when there are no `defects`, one line each.

    - `slowest`: the longest that a right answer took for all tests, in seconds of CPU time; `seconds`: everything, so too.
    - `listed`: how many mutants survive for a reason that is written down.
    - `accepted`: the wrong answers whose failed tests were recorded anew.
    - `scores`: of the wrong answers and of those that compute nothing.
    """

    exercise: str
    points: float = 0.0
    tests: int = 0
    right: int = 0
    wrong: int = 0
    mutants: int = 0
    killed: int = 0
    listed: int = 0
    slowest: float = 0.0
    seconds: float = 0.0
    accepted: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    defects: tuple[str, ...] = ()


def prove(
    assignment: Assignment, exercise: Exercise, *, accept: bool = False, quick: bool = False, seed: int = 0
) -> Proof:
    """Proves the grader of `exercise`; with `accept`, it first records which tests each wrong answer fails. `seed` is
    `Course.seed`.

    `quick` stops at the first recorded test that a wrong answer fails: the others, its hint, and what answers earn that
    compute nothing are not looked at.

    Whatever the answers print meanwhile is dropped.
    """
    torch.set_num_threads(1)
    started = time.process_time()
    nb = read(assignment.solutions / f"{exercise.notebook}.ipynb")
    waiting = tuple(unfinished(exercise.folder, nb, exercise.notebook))
    if waiting:
        return Proof(exercise.id, exercise.points, defects=waiting)
    with _silenced(), without_search(), references_remembered():
        rehearse()  # compiled functions run eagerly, and no diagnosis spends its time on torch's imports
        try:
            graders = ExerciseTests([exercise.folder], seed)
            graders.require([exercise])
        except UnusableTests as error:
            return Proof(exercise.id, defects=(f"the tests cannot be used: {error}",))
        source = reference_source(nb)
        try:
            reference = run_answer("reference", source)
        except Exception as error:  # noqa: BLE001  whatever it raises, its author is told
            return Proof(exercise.id, defects=(f"the reference cannot be executed: {type(error).__name__}: {error}",))
        trial = _Trial(Bench(graders, exercise, reference), reference_source(with_stubs(nb)), quick)
        accepted = trial.accept() if accept else ()
        proof = replace(trial.prove(), accepted=accepted)
    return replace(proof, seconds=time.process_time() - started)


def prove_apart(
    connection: Connection, assignment: Assignment, exercise: Exercise, accept: bool, quick: bool, seed: int
) -> None:
    """`prove` for a child process: sends the Proof."""
    _limit_memory()
    connection.send(prove(assignment, exercise, accept=accept, quick=quick, seed=seed))
    connection.close()


def _limit_memory() -> None:
    """Some room above what the process maps already; a system without such limits goes on without."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + _ROOM, hard))


@dataclass
class _Trial:
    """Everything that is run on the bench for one proof, and what it finds."""

    bench: Bench
    stub: str  # the text that learners begin with
    quick: bool = False

    @property
    def folder(self) -> Path:
        return self.bench.exercise.folder

    @property
    def _remedy(self) -> str:
        return remedy(self.bench.exercise.id)

    def accept(self) -> tuple[str, ...]:
        """Records which tests each wrong answer and each fault fails; the names of those of which something else was
        recorded.

        One that cannot be executed, breaks a test or passes all of them is left out, and where answers cannot be read
        or the reference itself fails, the record stays as it is: `prove` says what is the matter.
        """
        answers, problems = self._answers()
        reference = self._run_reference()
        if problems or any(defects.of_reference(reference)):
            return ()
        before, _ = read_expected(self.folder)
        applying = faults_that_apply(reference)
        faults = [fault for fault in self._faults() if fault.id in applying]
        seen: dict[str, list[str]] = {}
        for answer in [*_of_kind("wrong", answers), *faults]:
            with contextlib.suppress(Exception):
                outcomes = self.bench.run(answer.name, answer.source, ours=answer.kind == "fault")
                if defects.failed(outcomes) and not defects.broken(outcomes):
                    seen[answer.name] = defects.failed(outcomes)
        write_expected(self.folder, self.bench.reference.source, seen)
        return tuple(name for name in sorted({*before, *seen}) if before.get(name) != frozenset(seen.get(name, ())))

    def prove(self) -> Proof:
        answers, problems = self._answers()
        right, wrong = _of_kind("right", answers), _of_kind("wrong", answers)
        outcomes = self._run_reference()
        lost = tuple(defects.of_reference(outcomes))
        if lost:
            return Proof(self.bench.exercise.id, self.bench.exercise.points, tests=len(outcomes), defects=lost)
        problems += read_hints(self.folder)[1]
        found = [*map(str, problems), *strays_in(self.folder), *self._of_stub()]
        for answer in right:
            found += self._of_right(answer)
        for answer in wrong:
            found += self._of_wrong(answer, wrong)
        if not self.quick:
            found += self._of_idle()
        found += self._of_faults(outcomes)
        gone = read_expected(self.folder)[0].keys() - {answer.name for answer in [*wrong, *self._faults()]}
        found += [f"{EXPECTED} names {name}, which is no wrong answer: {self._remedy}" for name in sorted(gone)]
        made = mutants(self.bench.reference.source, self.bench.exercise.id)
        fates = list(_fates(self.bench, made))
        survivors = [mutant for mutant, fate in zip(made, fates, strict=True) if fate is _Fate.SURVIVED]
        reasons, mistakes = read_equivalent(self.folder)
        found += [*map(str, mistakes), *defects.unexpected(made, survivors, reasons)]
        found += [fate for fate in fates if isinstance(fate, str)]
        return Proof(
            self.bench.exercise.id,
            self.bench.exercise.points,
            tests=len(outcomes),
            right=len(right),
            wrong=len(wrong),
            mutants=len(made),
            killed=fates.count(_Fate.KILLED),
            listed=sum(mutant.change in reasons for mutant in survivors),
            slowest=self.bench.slowest,
            scores=tuple(self.bench.scores),
            defects=tuple(found),
        )

    def _run_reference(self) -> list[Outcome]:
        return self.bench.run("the reference", self.bench.reference.source)

    def _of_stub(self) -> Iterator[str]:
        try:
            outcomes = self.bench.run("the stub", self.stub)
        except Exception:  # noqa: BLE001  a stub that cannot even be executed passes no test
            return
        yield from defects.of_stub(outcomes)

    def _of_right(self, answer: KnownAnswer) -> Iterator[str]:
        try:
            outcomes = self.bench.run_timed(answer)
        except Exception as error:  # noqa: BLE001  one answer must not hide the others
            yield f"{answer.name} cannot be executed: {type(error).__name__}: {error}"
        else:
            yield from defects.not_perfect(answer.name, outcomes)

    def _fails_at_once(self, answer: KnownAnswer) -> bool:
        """Whether it fails a recorded test before any other: a look that costs a part of a run."""
        first = answer.must_fail or min(answer.fails, default=None)
        if first is None:
            return False
        outcomes = self.bench.run(answer.name, answer.source, first=first)
        return defects.failed(outcomes) == [first] and not defects.broken(outcomes) and not defects.unmeant(outcomes)

    def _of_wrong(self, answer: KnownAnswer, wrong: list[KnownAnswer]) -> Iterator[str]:
        try:
            if self.quick and self._fails_at_once(answer):
                return
            outcomes = self.bench.run(answer.name, answer.source)
        except Exception as error:  # noqa: BLE001
            yield f"{answer.name} cannot be executed: {type(error).__name__}: {error}"
            return
        unmeant = defects.unmeant(outcomes)
        if unmeant is not None:
            yield f"{answer.name} fails by an error that is no mistake of a learner's, {unmeant}: is an import missing?"
            return
        self.bench.score(answer.name, answer.title, outcomes)
        yield from (f"{answer.name}: {message}" for message in defects.broken(outcomes))
        failed = frozenset(defects.failed(outcomes))
        if answer.must_fail is not None and answer.must_fail not in failed:
            yield f"{answer.name} passes {answer.must_fail}, which its MUST_FAIL names"
        elif not failed:
            yield f"{answer.name} is wrong, but passes every test"
        elif failed != answer.fails:
            yield f"{answer.name} {defects.unrecorded(answer, failed)}: {self._remedy}"
        else:
            yield from defects.not_diagnosed(answer, fitting(outcomes, wrong, seconds=_DIAGNOSIS_SECONDS))

    def _of_fault(self, fault: KnownAnswer, excuse: str | None) -> Iterator[str]:
        if self.quick and excuse is None and self._fails_at_once(fault):
            return
        outcomes = self.bench.run(fault.name, fault.source, ours=True)
        failed = frozenset(defects.failed(outcomes))
        yield from (f"{fault.name}: {message}" for message in defects.broken(outcomes))
        if failed and excuse is not None:
            yield f"{EXCUSES} excuses {fault.id}, which {min(failed)} notices: delete that line"
        elif failed:
            self.bench.score(fault.name, fault.title, outcomes)
            if failed != fault.fails:
                yield f"{fault.name} {defects.unrecorded(fault, failed)}: {self._remedy}"
        elif excuse is None and self._can_have(fault):
            yield f"no test notices the fault {fault.id} ({fault.title}): write one, or say in {EXCUSES} why it does not matter"

    def _can_have(self, fault: KnownAnswer) -> bool:
        """Whether there is anything for the fault to change: a test may call the exercise's function in a helper, with
        less than the helper is given."""
        if fault.id in left_out(self.folder):
            return False
        probes = probing_answers(self.bench.reference.source, self.folder, fault.id)
        return all(defects.failed(self.bench.run("probe", probe, ours=True)) for probe in probes)

    def _of_faults(self, reference: list[Outcome]) -> Iterator[str]:
        applying = faults_that_apply(reference)
        excuses, problems = read_excuses(self.folder)
        yield from map(str, problems)
        for fault in self._faults():
            if fault.id in applying:
                yield from self._of_fault(fault, excuses.get(fault.id))
            elif fault.id in excuses:
                yield f"{EXCUSES} excuses {fault.id}, which cannot be a fault of this exercise: delete that line"

    def _answers(self) -> tuple[tuple[KnownAnswer, ...], list[Problem]]:
        return read_answers(self.folder, self.bench.reference.source)

    def _faults(self) -> list[KnownAnswer]:
        expected, _ = read_expected(self.folder)
        return [fault.recorded(expected) for fault in faulty_answers(self.bench.reference.source, self.folder)]

    def _of_idle(self) -> Iterator[str]:
        excuses, _ = read_excuses(self.folder)
        for idle in idle_answers(self.bench.reference.source, self.bench.exercise.id):
            outcomes = self.bench.run("idle", idle.source)
            yield from (f"an answer that {idle.title}: {message}" for message in defects.broken(outcomes))
            share = self.bench.score("(none)", idle.title, outcomes)
            if idle.id in excuses:
                if share is not None and share <= SHARE:
                    yield f"{EXCUSES} excuses {idle.id}, which keeps {share:.0%} of the points: delete that line"
            elif share is not None and share > SHARE:
                kept = [result.name for result in counted_results(outcomes) if result.verdict is Verdict.PASSED]
                yield f"an answer that {idle.title} keeps {share:.0%} of the points; which of these lack `requires`: {', '.join(kept)}"


def _fates(bench: Bench, mutants: Iterable[Mutant]) -> Iterator[_Fate | str]:
    """What becomes of each mutant, or why that cannot be said: a test that breaks on it has not judged it."""
    first = ""  # the test that killed the one before: neighbours commonly fail the same
    for mutant in mutants:
        try:
            backend = bench.executed("mutant", mutant.source, _MUTANT_SECONDS)
        except (Exception, OutOfTime):  # noqa: BLE001  one that does not even start is dead
            yield _Fate.KILLED
            continue
        outcomes = bench.tested(mutant.source, backend, first=first)
        broken, failed = defects.broken(outcomes), defects.failed(outcomes)
        first = failed[-1] if failed else first
        if broken:
            yield f"the mutant {mutant.id} ({mutant.change}): {broken[0]}"
        else:
            yield _Fate.KILLED if failed else _Fate.SURVIVED


def _of_kind(kind: str, answers: Iterable[KnownAnswer]) -> list[KnownAnswer]:
    return [answer for answer in answers if answer.kind == kind]


@contextlib.contextmanager
def _silenced() -> Iterator[None]:
    """Nothing of what the answers print is seen, whoever prints it."""
    saved = os.dup(1), os.dup(2)
    with open(os.devnull, "w") as nowhere:
        for target in (1, 2):
            os.dup2(nowhere.fileno(), target)
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for number, target in zip(saved, (1, 2), strict=True):
            os.dup2(number, target)
            os.close(number)
