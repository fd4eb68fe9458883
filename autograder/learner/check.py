"""`check(softmax)` in the learner's kernel: the public tests of an exercise, run on the function just defined.

The tests are those of grading, and so are what runs them and the way they call the function: a request to an executor,
here in this process. No sandbox, no hidden tests.
"""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.checks.aside import is_aside
from autograder.checks.recording import Behaviour, Help, behaviour_of, from_json, hint_for
from autograder.checks.requirements import Required, counted
from autograder.checks.runner import Subject, UnusableTests, load_tests, run_test, scored
from autograder.checks.verdict import judged, uncheckable
from autograder.course.layout import CHECKS, HELP, checks_beside, enclosing
from autograder.grading.watched import watched
from autograder.learner.advice import advice
from autograder.learner.allowed import definitions, not_allowed, source_of
from autograder.learner.display import Notice, Unfinished, show
from autograder.learner.record import remember
from autograder.notebook.stub import RAISE, left_stub
from autograder.remote.executor import Executor
from autograder.remote.sketch import Sketch
from autograder.remote.student import SubmissionError, Trace
from autograder.report.grouping import grouped
from autograder.report.model import TestResult, Verdict
from autograder.report.render import code_html, table_html, table_text
from autograder.report.worst import comes_after_values
from autograder.sandbox.light_torch import without_sympy

_OWN_WORK = "it is written without the ready-made counterpart"
_MORE = "Grading runs further checks that are not shown here."


def run(exercise: object, namespace: Mapping[str, Any]) -> None:
    """Checks `exercise`, a function or class that `namespace` may define under its exercise's name.

    Shows a table. Raises Unfinished when a check does not hold or there is none.
    """
    __tracebackhide__ = True
    id = exercise_id(exercise, namespace)
    checked = checked_by(id, exercise, namespace)
    if checked is None:
        left = left_stub(id, textwrap.dedent(source_of(exercise)))
        raise Unfinished(
            f"{left or f'{id} is not written yet: put your code in place of `{RAISE}`.'} Then run both cells again."
        )
    show(_notice(id, checked))
    failed = sum(result.verdict is not Verdict.PASSED for result in checked.results)
    remember(Path.cwd(), id, lambda tried: tried.again(not failed))
    if failed:
        raise Unfinished(f"{id}: {failed} of {_checks(len(checked.results))} did not pass; the table above says why.")


@dataclass(frozen=True)
class Checked:
    """One result for each public test; the hint of the known mistake that behaves just like the function, if there is
    one.

    `staged` says whether `hint` has more to give.
    """

    results: list[TestResult]
    hint: str | None
    staged: bool = False


def checked_by(id: str, exercise: object, namespace: Mapping[str, Any], folder: Path | None = None) -> Checked | None:
    """What the public tests of the exercise `id` in `folder`, or in this one, say; None for a stub that nobody has
    filled in."""
    try:
        path = public_tests(folder or Path.cwd())[id]
        tests = load_tests(path, id, "public")
    except UnusableTests as unusable:
        raise Unfinished(f"the checks of {id} cannot be run; fetch the assignment again. {unusable}") from None
    help = help_beside(path)
    traces: dict[str, Trace] = {}
    if help is not None and help.own_work is not None:
        tests = [watched(test, traces) if "student" in test.parameters else test for test in tests]
    with _looking_at(id):
        source = source_of(exercise)
    subject = Subject(Executor({**namespace, id: exercise}), source)
    results: list[tuple[TestResult, Required]] = []
    behaviour: dict[str, list[Sketch]] = {}
    for test in tests:
        with without_sympy():  # which takes half a second to load, at the first backward pass of a kernel
            error, records = run_test(test, subject)
        if isinstance(error, SubmissionError) and error.kind == "NotImplementedError" and not error.text:
            return None
        verdict, message, counterexample = judged(error)
        if verdict is Verdict.GRADER_ERROR:
            # The test is sound for sound results, so what broke it is what the function returned.
            verdict, message = Verdict.FAILED, uncheckable(message)
        results.append(scored(test, verdict, message, counterexample))
        behaviour[test.name] = behaviour_of(records)
    failed = {result.id for result, _ in results if result.verdict is not Verdict.PASSED}
    aside = {test.name for test in tests if is_aside(test.function)}
    found = list(grouped(counted(results)))
    if help is not None and help.own_work is not None:
        with _looking_at(id):
            said = not_allowed(id, help.own_work, exercise, namespace, traces.values())
        if said is not None:
            found.insert(0, TestResult("own_work", _OWN_WORK, 1, "public", Verdict.FAILED, said))
    hint = known_mistake(help, behaviour, failed, aside) if failed else None
    with _looking_at(id):
        hint = hint or advice(found, definitions(id, exercise, namespace))
    return Checked(found, hint, staged=help is not None and bool(help.hints))


@contextlib.contextmanager
def _looking_at(id: str) -> Iterator[None]:
    """Around what asks a learner's object for its name, its module or its text: a class may have an answer of its own
    to that."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  whatever that class raises
        raise Unfinished(
            f"{id} cannot be looked at: to ask it, or what it uses, for its name or its module raises {type(error).__name__}."
        ) from None


def help_beside(path: Path) -> Help | None:
    """What helps before grading, beside the public tests at `path`; None where it is missing or damaged."""
    with contextlib.suppress(OSError, ValueError):  # it is an extra: without it, the table still says what is wrong
        return from_json(path.with_suffix(HELP).read_text(encoding="utf-8"))
    return None


def known_mistake(
    help: Help | None, behaviour: Behaviour, failed: Collection[str], aside: Collection[str] = ()
) -> str | None:
    """The hint of the recorded mistake that behaves like this; None without one, and without recordings."""
    return None if help is None else hint_for((*help.mistakes, *help.several), behaviour, failed, aside)


def exercise_id(exercise: object, namespace: Mapping[str, Any], asked: str = "check") -> str:
    """The id of the exercise that a learner's `exercise` is for. Raises Unfinished, for the function `asked`, if it is
    for none."""
    known = sorted(public_tests(Path.cwd()))
    if not known:
        raise Unfinished(
            f"there are no checks beside this notebook: it belongs into its assignment's folder, beside {CHECKS}/,"
            " and its kernel must have been started there."
        )
    bound = [name for name in known if namespace.get(name) is exercise]
    with _looking_at(bound[0] if bound else "what you check"):
        name = getattr(exercise, "__name__", None)
    name = name if isinstance(name, str) else None
    if name in known and callable(exercise):
        return str(name)
    if bound and callable(exercise):
        return bound[0]
    if not callable(exercise):
        among = bound[0] if bound else "softmax"
        kind = type(exercise).__name__
        raise Unfinished(f"{asked} needs the function itself, without a call: {asked}({among}), but got a {kind}.")
    raise Unfinished(f"there is no check for {name or 'this'}; there are checks for {', '.join(known)}.")


def public_tests(folder: Path) -> dict[str, Path]:
    """The files of public tests by exercise: those beside a learner's notebook, or those of the course around it."""
    released = dict(checks_beside(folder))
    course = None if released else enclosing(folder)
    return released if course is None else dict(course.public_tests())


def _notice(id: str, checked: Checked) -> Notice:
    results = checked.results
    passed = sum(result.verdict is Verdict.PASSED for result in results)
    head = f"{'all' if passed == len(results) else f'{passed} of'} {_checks(len(results))} passed"
    table = table_text(results, "counterexamples")
    hint_text = f"Hint: {checked.hint}\n" if checked.hint else ""
    hint_html = _folded(results, checked.hint) if checked.hint else ""
    ask = checked.staged and passed < len(results)
    more = f"{_MORE} For a hint: `from autograder import hint`, and `hint({id})`." if ask else _MORE
    # What came, and the code that shows it, may be wider than a small window; what passed is a few words.
    breaking = ' style="overflow-wrap: anywhere"' if passed < len(results) else ""
    table_in_html = table_html(results, "counterexamples")
    return Notice(
        f"{id}: {head}\n{hint_text}{table}\n{more}",
        f"<div{breaking}><p><strong>{id}: {head}</strong></p>{hint_html}{table_in_html}<p>{code_html(more)}</p></div>",
    )


def _folded(results: list[TestResult], hint: str) -> str:
    """First where to look; what it is only for those who want to know."""
    failed = [result for result in results if result.verdict is not Verdict.PASSED]
    first = min(failed, key=comes_after_values).title  # of equals, min takes the first
    where = f"<strong>Where to look:</strong> this check did not pass: “{code_html(first)}”."
    look = f"{where} <em>Open this to be told what it is.</em>"
    told = "<br>".join(map(code_html, hint.splitlines()))
    return f"<details><summary>{look}</summary><p><strong>Hint:</strong> {told}</p></details>"


def _checks(count: int) -> str:
    return f"{count} check" if count == 1 else f"{count} checks"
