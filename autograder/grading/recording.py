"""Makes what helps before grading: staged hints, and recordings of known mistakes, see `checks.recording`."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from autograder.checks.ownwork import OwnWork
from autograder.checks.recording import FORM, Help, Recording, ambiguous, behaviour_of, from_json, to_json, unambiguous
from autograder.checks.runner import Subject, Test, imported, load_tests, run_test
from autograder.course.layout import CONTRACT, PUBLIC, exercise_of
from autograder.grading.answers import AnswersError, KnownAnswer, load_answers
from autograder.grading.guard import Guarded, OutOfTime, cpu_limit
from autograder.grading.hints import read_hints
from autograder.grading.reference import run_answer
from autograder.remote.executor import Executor
from autograder.sandbox.warmup import rehearse

_SECONDS = 2.0  # of CPU time for a call of an answer


def help_of(folder: Path, reference: str, before: str | None = None) -> str:
    """What an exercise's folder has to help with, as a file's text; `before` is the text that was made earlier, if any.

    `reference` is the reference's text: some mistakes are edits of it.

    What was made from the same files is not made again: it takes time, and the last digits of numbers may differ from
    machine to machine. Raises what the answers' files or the tests raise when they cannot be read.
    """
    own = own_work_of(folder)  # first: of a broken contract, every test that a mistake names would be missing
    public, answers = folder / PUBLIC, load_answers(folder, reference)
    wrong = [answer for answer in answers if answer.kind == "wrong"]
    hints, problems = read_hints(folder)
    if problems:
        raise AnswersError(problems)
    parts = [public.read_text(encoding="utf-8"), *(part for a in wrong for part in (a.hint, a.source)), *hints]
    made_from = _digest(parts)
    if before is not None:
        with contextlib.suppress(ValueError):
            earlier = from_json(before)
            if earlier.made_from == made_from:
                return to_json(replace(earlier, own_work=own))
    # Of several hints that of the shortest code comes first: the plainest mistake is the likeliest.
    mistakes = _recorded_apart(public, sorted(wrong, key=_length)) if wrong else []
    return to_json(Help(made_from, hints, tuple(unambiguous(mistakes)), own, tuple(ambiguous(mistakes))))


def _length(answer: KnownAnswer) -> int:
    """Of its functions and classes, without comments and without what a file says about itself."""
    definitions = (n for n in ast.parse(answer.source).body if isinstance(n, ast.FunctionDef | ast.ClassDef))
    return sum(len(ast.unparse(definition)) for definition in definitions)


def own_work_of(folder: Path) -> OwnWork | None:
    """What the exercise's contract says that it is to be written without. Raises UnusableTests for a broken contract."""
    path = folder / CONTRACT
    return getattr(getattr(imported(path), "contract", None), "own_work", None) if path.exists() else None


def _digest(parts: Sequence[str]) -> str:
    digest = hashlib.sha256(str(FORM).encode())
    for part in parts:
        digest.update(hashlib.sha256(part.encode()).digest())
    return digest.hexdigest()[:16]


def _recorded_apart(public: Path, wrong: list[KnownAnswer]) -> list[Recording]:
    """`recorded` in a process of its own: a wrong answer may take any time and memory, or end its process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["autograder.grading.recording"])  # so that torch is imported once for all exercises
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(theirs, public, wrong))
    process.start()
    theirs.close()
    try:
        made: list[Recording] | Exception = ours.recv()
    except EOFError:
        made = RuntimeError(
            f"the process that recorded the mistakes of {exercise_of(public.parent)} ended before it was done"
        )
    process.join()
    if isinstance(made, Exception):
        raise made
    return made


def _send(connection: Connection, public: Path, wrong: list[KnownAnswer]) -> None:
    try:
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            made = recorded(public, wrong)  # whatever the answers print meanwhile is dropped
        connection.send(made)
    except Exception as error:  # noqa: BLE001  whatever it is, the other side raises it
        connection.send(error)
    connection.close()


def recorded(public: Path, wrong: list[KnownAnswer]) -> list[Recording]:
    """What each of the answers does in the public tests, if it does not pass all of them."""
    rehearse()  # no call spends its time on torch's imports, and none is interrupted in the middle of them
    tests = load_tests(public, exercise_of(public.parent), "public")
    return [mistake for answer in wrong for mistake in _of(answer, tests)]


def _of(answer: KnownAnswer, tests: list[Test]) -> Iterator[Recording]:
    try:
        with cpu_limit(_SECONDS):
            namespace = run_answer(answer.name, answer.source).namespace
    except (Exception, OutOfTime):  # noqa: BLE001  one that cannot be executed is named by `selftest`
        return
    subject = Subject(Guarded(Executor(namespace), _SECONDS), answer.source)
    behaviour, fails = {}, set()
    for test in tests:
        raised, records = run_test(test, subject)
        fails |= {test.name} if raised is not None else set()
        behaviour[test.name] = behaviour_of(records)
    if fails:
        yield Recording(answer.hint, behaviour, frozenset(fails))
