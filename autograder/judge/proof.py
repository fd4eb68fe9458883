"""The proof of one exercise's grader, in a process of its own: what `selftest` runs for each.

It runs trusted code in process, but code that may be wrong in any way: each call has a limit on its CPU time, and the
process one on its memory.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import torch

from autograder.checks.search import without_search
from autograder.course import Assignment, Exercise
from autograder.judge.answers import KnownAnswer, read_answers, test_name
from autograder.judge.diagnosis import fitting
from autograder.judge.expected import EXPECTED, read_expected, remedy, write_expected
from autograder.judge.guard import Guarded, OutOfTime, cpu_limit
from autograder.judge.mutants import EQUIVALENT, Mutant, mutants, read_equivalent
from autograder.judge.plugin import Graders, Outcome, run_judge
from autograder.judge.reference import Answer, run_answer
from autograder.notebook import read, reference_source
from autograder.report import Verdict
from autograder.sandbox.executor import Executor

_CALL_SECONDS = 5.0
_MUTANT_SECONDS = 1.0
_DIAGNOSIS_SECONDS = 30.0  # far above what a judge takes: a proof must not depend on how busy the machine is
_ROOM = 4 << 30


@dataclass(frozen=True)
class Proof:
    """What came of one exercise. `slowest` is the longest that a right answer took for all tests, in seconds of CPU
    time, as is `seconds` for everything; `listed` counts the mutants that survive for a reason. `accepted` are the wrong
    answers whose failed tests were recorded anew. It is proven when there are no `defects`, one line each."""

    exercise: str
    tests: int = 0
    right: int = 0
    wrong: int = 0
    mutants: int = 0
    killed: int = 0
    listed: int = 0
    slowest: float = 0.0
    seconds: float = 0.0
    accepted: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()


def prove(assignment: Assignment, exercise: Exercise, *, accept: bool = False, seed: int = 0) -> Proof:
    """Proves the grader of `exercise`; with `accept`, it first records which tests each wrong answer fails. `seed` is `Course.seed`.

    Whatever is printed meanwhile is dropped, unless nothing else came of it.
    """
    torch.set_num_threads(1)
    started = time.process_time()
    proofs: list[Proof] = []

    def serve(graders: Graders) -> None:
        reference = run_answer("reference", reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb")))
        bench = _Bench(graders, exercise, reference)
        with without_search():
            accepted = bench.accept() if accept else ()
            proofs.append(replace(bench.prove(), accepted=accepted))

    with _silenced() as printed:
        run_judge([exercise.folder], serve, seed=seed)
        if not proofs:
            return Proof(exercise.id, defects=(f"the tests cannot be collected:\n{printed()}",))
    return replace(proofs[0], seconds=time.process_time() - started)


def prove_apart(connection: Connection, assignment: Assignment, exercise: Exercise, accept: bool, seed: int) -> None:
    """`prove` for a child process: sends the Proof."""
    _limit_memory()
    connection.send(prove(assignment, exercise, accept=accept, seed=seed))
    connection.close()


def _limit_memory() -> None:
    """Some room above what the process maps already; a system without such limits goes on without."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + _ROOM, hard))


class _Bench:
    """One exercise with its reference and graders."""

    def __init__(self, graders: Graders, exercise: Exercise, reference: Answer) -> None:
        self._graders, self._exercise, self._reference = graders, exercise, reference
        self._namespace = reference.as_reference()
        self._slowest = 0.0

    def accept(self) -> tuple[str, ...]:
        """Records which tests each wrong answer fails; the names of the answers of which something else was recorded.

        One that cannot be executed, breaks a test or passes all of them is left out: `prove` says what is the matter.
        """
        before, _ = read_expected(self._exercise.folder)
        seen: dict[str, list[str]] = {}
        for answer in read_answers(self._exercise.folder)[0]:
            if answer.kind == "wrong":
                with contextlib.suppress(Exception):
                    outcomes = self._run(answer.name, answer.source)
                    if not _broken(outcomes) and _failed(outcomes):
                        seen[answer.name] = _failed(outcomes)
        write_expected(self._exercise.folder, seen)
        return tuple(name for name in sorted({*before, *seen}) if before.get(name) != frozenset(seen.get(name, ())))

    def prove(self) -> Proof:
        answers, problems = read_answers(self._exercise.folder)
        right = [answer for answer in answers if answer.kind == "right"]
        wrong = [answer for answer in answers if answer.kind == "wrong"]
        defects = [str(problem) for problem in problems]
        outcomes = self._run(self._reference.name, self._reference.source)
        defects += _not_perfect("the reference", outcomes)
        for answer in right:
            defects += self._of_right(answer)
        for answer in wrong:
            defects += self._of_wrong(answer, wrong)
        made = mutants(self._reference.source, self._exercise.id)
        survivors = [mutant for mutant in made if not self._kills(mutant)]
        reasons, mistakes = read_equivalent(self._exercise.folder)
        defects += [*map(str, mistakes), *_unexpected(made, survivors, reasons)]
        gone = sorted(read_expected(self._exercise.folder)[0].keys() - {answer.name for answer in wrong})
        defects += [f"{EXPECTED} names {name}, which is no wrong answer: {remedy(self._exercise.id)}" for name in gone]
        return Proof(
            self._exercise.id,
            tests=len(outcomes),
            right=len(right),
            wrong=len(wrong),
            mutants=len(made),
            killed=len(made) - len(survivors),
            listed=sum(mutant.change in reasons for mutant in survivors),
            slowest=self._slowest,
            defects=tuple(defects),
        )

    def _run(self, name: str, source: str, *, seconds: float = _CALL_SECONDS, stop: bool = False) -> list[Outcome]:
        """Runs the tests on `source`. Raises what it raises itself when it is executed."""
        with cpu_limit(seconds):
            namespace = run_answer(name, source).namespace
        backend = Guarded(Executor(namespace), seconds)
        return self._graders.run(self._exercise.id, backend, source, self._namespace, stop=stop)

    def _of_right(self, answer: KnownAnswer) -> Iterator[str]:
        started = time.process_time()
        try:
            outcomes = self._run(answer.name, answer.source)
        except Exception as error:  # noqa: BLE001  one answer must not hide the others
            yield f"{answer.name} cannot be executed: {type(error).__name__}: {error}"
        else:
            self._slowest = max(self._slowest, time.process_time() - started)
            yield from _not_perfect(answer.name, outcomes)

    def _of_wrong(self, answer: KnownAnswer, wrong: list[KnownAnswer]) -> Iterator[str]:
        try:
            outcomes = self._run(answer.name, answer.source)
        except Exception as error:  # noqa: BLE001
            yield f"{answer.name} cannot be executed: {type(error).__name__}: {error}"
            return
        yield from (f"{answer.name}: {broken}" for broken in _broken(outcomes))
        failed = frozenset(_failed(outcomes))
        if answer.must_fail is not None and answer.must_fail not in failed:
            yield f"{answer.name} passes {answer.must_fail}, which its MUST_FAIL names"
        elif not failed:
            yield f"{answer.name} is wrong, but passes every test"
        elif failed != answer.fails:
            yield f"{answer.name} {_unrecorded(answer, failed)}: {remedy(self._exercise.id)}"
        else:
            yield from _not_diagnosed(answer, fitting(outcomes, wrong, seconds=_DIAGNOSIS_SECONDS))

    def _kills(self, mutant: Mutant) -> bool:
        try:
            outcomes = self._run("mutant", mutant.source, seconds=_MUTANT_SECONDS, stop=True)
        except (Exception, OutOfTime):  # noqa: BLE001  one that does not even start is dead
            return True
        return any(outcome.result.verdict is not Verdict.PASSED for outcome in outcomes)


def _failed(outcomes: list[Outcome]) -> list[str]:
    """The tests that did not pass, in order."""
    return [test_name(outcome.result) for outcome in outcomes if outcome.result.verdict is not Verdict.PASSED]


def _broken(outcomes: list[Outcome]) -> list[str]:
    """What the tests say that had a fault of their own."""
    results = [outcome.result for outcome in outcomes]
    return [f"{test_name(r)} breaks on it: {r.message}" for r in results if r.verdict is Verdict.GRADER_ERROR]


def _unrecorded(answer: KnownAnswer, failed: frozenset[str]) -> str:
    """How the failed tests differ from the recorded ones."""
    if not answer.fails:
        return f"is not in {EXPECTED}"
    lines = [f"passes {name}, which {EXPECTED} names" for name in sorted(answer.fails - failed)]
    lines += [f"fails {name}, which {EXPECTED} does not name" for name in sorted(failed - answer.fails)]
    return "; ".join(lines)


def _not_perfect(name: str, outcomes: list[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        result = outcome.result
        if result.verdict is not Verdict.PASSED:
            yield f"{name} is right, but {test_name(result)} says {result.verdict}: {result.message}"
    if not outcomes:
        yield f"{name} meets no test"


def _not_diagnosed(answer: KnownAnswer, found: list[KnownAnswer]) -> Iterator[str]:
    others = [other for other in found if other.hint != answer.hint]
    if not found:
        yield f"{answer.name} does not get its hint: it does not even fit itself, as if its behaviour changed from call to call"
    elif others:
        names = ", ".join(other.name for other in others)
        yield f"{answer.name} behaves exactly like {names} in every call that the tests make, but the hints differ"


def _unexpected(made: list[Mutant], survivors: list[Mutant], reasons: dict[str, str]) -> Iterator[str]:
    for mutant in survivors:
        if mutant.change not in reasons:
            yield f"no test notices the mutant {mutant.id}: {mutant.change}"
    alive = {mutant.change for mutant in survivors}
    for change in reasons:
        if change not in alive:
            state = "is killed" if change in {mutant.change for mutant in made} else "is no mutant of the reference"
            yield f"{EQUIVALENT} lists what {state}: {change}"


@contextlib.contextmanager
def _silenced() -> Iterator[Callable[[], str]]:
    """Sends what pytest and the answers print to a file; yields a function that reads its end."""
    with tempfile.TemporaryFile() as file:
        saved = os.dup(1), os.dup(2)
        for target in (1, 2):
            os.dup2(file.fileno(), target)

        def printed() -> str:
            sys.stdout.flush()
            file.seek(0)
            return file.read()[-3000:].decode(errors="replace").strip()

        try:
            yield printed
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for number, target in zip(saved, (1, 2), strict=True):
                os.dup2(number, target)
                os.close(number)
