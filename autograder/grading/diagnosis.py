"""Which known wrong answer behaves exactly like the submission? Its hint is given, and never a guess.

A wrong answer is a candidate when the tests that it must fail have failed. It is the diagnosis when it answers every
recorded call as the submission did (`replay`), in the failed tests and in those that passed: where it differs anywhere,
it is not it. When answers with different hints fit equally, none is given. Where no wrong answer of the exercise fits,
generic faults are tried in the same way: what is known of the exercise says more.

Where none fits like this, the same mistake may stand in an answer that does a little more or less (`_explaining`): it
checks its arguments first, or its graph is severed as well. Then the wrong values must be the same, and whatever else
differs must be a refusal where the other gave a value, or follow from nothing but a graph, an argument or a mode.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from autograder.grading.answers import NOTES, KnownAnswer, test_name
from autograder.grading.guard import Guarded
from autograder.grading.recorded import chosen, unseeded
from autograder.grading.reference import run_answer
from autograder.grading.replay import Replay
from autograder.grading.tests import Outcome
from autograder.grading.variants import with_numbers_of
from autograder.notebook.syntax import tree_of
from autograder.remote.executor import Executor
from autograder.remote.likeness import Likeness, is_proof, tolerable
from autograder.report.model import Diagnosis, Verdict

_DEFINITIONS = (ast.FunctionDef, ast.ClassDef)
_MOST_NODES = 500  # of a definition that are compared
_SECONDS = 1.0  # of CPU time, for all candidates together; commonly a tenth of that


def diagnose(
    outcomes: Sequence[Outcome],
    wrong_answers: Iterable[KnownAnswer],
    faults: Callable[[], Iterable[KnownAnswer]] = tuple,
    *,
    source: str = "",
    seconds: float = _SECONDS,
) -> Diagnosis | None:
    """The known wrong answer that the submission behaves like, or None. Costs at most `seconds` of CPU time or so.

    `faults` makes the reference's generic faults; it is called only where no wrong answer fits. `source` is the
    submission's code: a known mistake with a number in it is tried with the numbers that stand there.
    """
    until, wrong_answers = time.process_time() + seconds, list(wrong_answers)
    found = fitting(outcomes, with_numbers_of(source, wrong_answers), seconds=seconds)
    failed = any(outcome.result.verdict is not Verdict.PASSED for outcome in outcomes)
    if failed and not found and time.process_time() < until and all(map(_judged, outcomes)):
        known = with_numbers_of(source, wrong_answers)
        for search, answers in ((_fitting, faults), (_explaining, lambda: known), (_explaining, faults)):
            found = search(outcomes, {answer: answer.fails for answer in answers()}, until)
            if found or time.process_time() > until:
                break
    if len({answer.hint for answer in found}) != 1:
        return None
    likest = max(found, key=lambda answer: _written_alike(answer.source, source)) if len(found) > 1 else found[0]
    return Diagnosis(likest.id, likest.hint)


def _written_alike(answer: str, source: str) -> float:
    """From 0 to 1: of mistakes that behave alike and have one hint, the name is that of the one that is written like
    the submission."""
    names = {node.name for node in ast.parse(answer).body if isinstance(node, _DEFINITIONS)}
    tree = tree_of(source)
    if tree is None:
        return 0.0
    own = [node for node in tree.body if isinstance(node, _DEFINITIONS) and node.name in names]
    return SequenceMatcher(None, _kinds(own[-1:]), _kinds(ast.parse(answer).body), autojunk=False).ratio()


def _kinds(nodes: Sequence[ast.AST]) -> list[str]:
    """What the code consists of, with the names of attributes and without any other."""
    inner = (node for outer in nodes for node in islice(ast.walk(outer), _MOST_NODES))
    return [node.attr if isinstance(node, ast.Attribute) else type(node).__name__ for node in inner]


def _judged(outcome: Outcome) -> bool:
    """Whether every call of the test had a reply: else the submission was not seen whole."""
    return outcome.result.verdict in (Verdict.PASSED, Verdict.FAILED, Verdict.ERROR)


def fitting(
    outcomes: Sequence[Outcome], wrong_answers: Iterable[KnownAnswer], *, seconds: float = _SECONDS
) -> list[KnownAnswer]:
    """The wrong answers that fit best: those that fail just the failed tests if any of them fits, else the others.

    None at all when time runs out first, or when a call of the submission had no reply: then it was not seen whole.
    """
    failed = [outcome for outcome in outcomes if outcome.result.verdict is not Verdict.PASSED]
    if not all(map(_judged, failed)):
        return []
    wrong_answers, until = list(wrong_answers), time.process_time() + seconds
    found = _fitting(outcomes, {answer: answer.fails for answer in wrong_answers}, until)
    if found or all(outcome.aside for outcome in failed):
        return found
    # Two faults, of which either side may have one that comes with any other: a known one is seen in the rest of the
    # tests.
    aside = {test_name(outcome.result) for outcome in outcomes if outcome.aside}
    rest = [outcome for outcome in outcomes if not outcome.aside]
    return _fitting(rest, {answer: answer.fails - aside for answer in wrong_answers}, until)


def _fitting(outcomes: Sequence[Outcome], fails: dict[KnownAnswer, frozenset[str]], until: float) -> list[KnownAnswer]:
    """`fitting` of answers that fail, among the tests of `outcomes`, those that `fails` says."""
    names = {test_name(outcome.result) for outcome in outcomes if outcome.result.verdict is not Verdict.PASSED}
    candidates = [answer for answer in fails if fails[answer] and fails[answer] <= names]
    found: list[KnownAnswer] = []
    # Those that fail just the same tests come first; the others matter only when none of them fits.
    for answer in sorted(candidates, key=lambda answer: fails[answer] != names):
        if found and fails[answer] != names and fails[found[0]] == names:
            break
        fits = _behaves_like(answer, outcomes, until)
        if fits is None:
            return []
        if fits:
            found.append(answer)
    return found


def _behaves_like(answer: KnownAnswer, outcomes: Sequence[Outcome], until: float) -> bool | None:
    """Whether `answer` behaves like what was recorded; None when the time is up."""
    seen = False
    for outcome, likenesses in _replayed(answer, outcomes, until):
        for likeness in likenesses:
            if likeness is None:
                return None
            if likeness > Likeness.UNTOLD:
                return False
            seen = seen or (likeness is Likeness.SAME and outcome.result.verdict is not Verdict.PASSED)
    return seen


def _explaining(
    outcomes: Sequence[Outcome], fails: dict[KnownAnswer, frozenset[str]], until: float
) -> list[KnownAnswer]:
    """The answers whose wrong values the submission has, although it is not alike in everything."""
    names = {test_name(outcome.result) for outcome in outcomes if outcome.result.verdict is not Verdict.PASSED}
    run = {test_name(outcome.result) for outcome in outcomes}
    distance = {
        answer: len(fails[answer] ^ names) for answer in fails if fails[answer] & names and fails[answer] <= run
    }
    found: list[KnownAnswer] = []
    for answer in sorted(distance, key=lambda answer: distance[answer]):
        if found and distance[answer] > distance[found[0]]:
            break  # those that fail nearly the same tests say more
        explains = _explains(answer, fails[answer], outcomes, until)
        if explains is None:
            return []
        if explains:
            found.append(answer)
    return found


def _explains(answer: KnownAnswer, fails: frozenset[str], outcomes: Sequence[Outcome], until: float) -> bool | None:
    """Whether the mistake of `answer` explains the failed tests; None when the time is up."""
    seen = False
    for outcome, likenesses in _replayed(answer, outcomes, until, coarse=True):
        if outcome.aside:
            continue  # what is asked there may come with any mistake
        failed, expected = outcome.result.verdict is not Verdict.PASSED, test_name(outcome.result) in fails
        found = []
        for likeness in likenesses:
            if likeness is None:
                return None
            found.append(likeness)
            if not tolerable(likeness, failed, expected):
                return False
        if failed and not expected and max(found, default=Likeness.SAME) <= Likeness.UNTOLD:
            return False  # it differs in what nobody has seen
        seen = seen or (failed and expected and is_proof(found))
    return seen


def _replayed(
    answer: KnownAnswer, outcomes: Sequence[Outcome], until: float, *, coarse: bool = False
) -> Iterator[tuple[Outcome, Iterator[Likeness | None]]]:
    """How the answer's replies compare, test by test; None when the time is up. With `coarse`, tests that both pass may
    be rounded otherwise."""
    # A fresh namespace for each submission: an answer may keep something from one call to the next.
    left = max(until - time.process_time(), 0.1)  # for one call as well: a proof has more of it than a judge
    executor = Guarded(Executor(run_answer(answer.name, answer.source).namespace), left)
    # Random numbers that go on from call to call are a state as well, which may come from the test before.
    stateful = keeps_state(answer.source) or any(unseeded(outcome.records) for outcome in outcomes)
    if not stateful:  # failed tests first: there the candidates differ
        outcomes = sorted(outcomes, key=lambda outcome: outcome.result.verdict is Verdict.PASSED)

    def likenesses(outcome: Outcome) -> Iterator[Likeness | None]:
        passed = outcome.result.verdict is Verdict.PASSED
        both = passed and test_name(outcome.result) not in answer.fails
        replay = Replay(executor, any_error=passed, coarse=coarse and both, steady=not stateful)
        for record in outcome.records if stateful else chosen(outcome.records):
            if time.process_time() > until:
                yield None
            yield replay.likeness(record)

    for outcome in outcomes:
        yield outcome, likenesses(outcome)


@lru_cache(maxsize=1024)
def keeps_state(source: str) -> bool:
    """Whether a call of the answer may depend on earlier calls, other than by an object that it is given: it has
    anything but imports, definitions, and constants at its top, anything but methods in a class, mutable defaults,
    `global`, or attributes written to functions or classes."""
    tree = ast.parse(source)
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    in_classes = [statement for each in classes for statement in each.body]
    if not all(map(_keeps_nothing, [*tree.body, *in_classes])):
        return True
    if any(isinstance(statement, ast.Assign) for statement in in_classes):
        return True
    named = {node.name for node in [*tree.body, *classes] if isinstance(node, ast.FunctionDef | ast.ClassDef)} | {"cls"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            return True
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is_class(node.value, named):
            return True
        if isinstance(node, ast.arguments):
            defaults = [*node.defaults, *(d for d in node.kw_defaults if d is not None)]
            if not all(_is_constant(default) for default in defaults):
                return True
    return False


def _keeps_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef | ast.Pass):
        return True
    value = statement.value if isinstance(statement, ast.Assign | ast.Expr) else None
    return value is not None and (_is_constant(value) or _is_ours(statement))


def _is_class(node: ast.expr, named: set[str]) -> bool:
    """Whether it stands for a function or a class: one of the names, `type(self)` or `self.__class__`."""
    if isinstance(node, ast.Name):
        return node.id in named
    return isinstance(node, ast.Call) or (isinstance(node, ast.Attribute) and node.attr == "__class__")


def _is_constant(node: ast.expr) -> bool:
    """Literals that cannot change."""
    fixed = ast.Constant | ast.Tuple | ast.Load | ast.UnaryOp | ast.unaryop
    return all(isinstance(part, fixed) for part in ast.walk(node))


def _is_ours(statement: ast.stmt) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id in NOTES for target in targets)
