"""A class of learners who wrote apart, each in a way of their own, and copies of some of them, disguised.

An independent answer is a known one, rewritten by one learner's habits: calls as methods or functions, keywords or places,
intermediate results with names, checks of shapes on the way. A copy keeps all of that, under other names, in another order and layout,
with other comments.

`picked` makes another class: each learner hands in known answers as they are, so that many have the same one, and a copy has no
piece that only two have.
"""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.course.model import Assignment, Exercise
from autograder.grading.mistakes import read_mistakes
from autograder.notebook.cells import find, read, reference_source
from autograder.similar.known import handed_out

NOUNS = "batch weight score total value row column shift step count mass ratio share sample target guess error rate level part".split()
ENDS = ["", "", "", "_new", "_sum", "_list", "2", "s", "_t", "_all"]
WORDS = (
    "the a of each row first then we take here because shape over logits loss sum mean step so that gives result need for batch"
    " keep dimension stable large number gradient update check again divide before after scale column"
).split()
METHODS = "exp log sum mean max abs sqrt argmax reshape matmul".split()


class Author:
    """One learner's habits, drawn once."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.functions = self.random.random()
        self.places = self.random.random()
        self.steps = self.random.uniform(0.2, 0.6)
        self.checks = self.random.uniform(0.1, 0.4)
        self.comments = self.random.uniform(0, 0.4)

    def written(self, source: str, kept: Sequence[str]) -> str:
        """A known answer as this learner would write it; `kept` are names that must stay."""
        tree = ast.parse(source)
        tree.body = [it for it in tree.body if not (_is_note(it))]
        tree = _Habits(self).visit(tree)
        _in_bodies(tree, self._stepped)
        return self._commented(renamed(ast.fix_missing_locations(tree), self.random, kept))

    def _stepped(self, body: list[ast.stmt]) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for statement in body:
            value = getattr(statement, "value", None)
            parts = [it for it in ast.walk(value) if isinstance(it, ast.Call | ast.BinOp)] if value is not None else []
            inner = [it for it in parts if it is not value and not _is_inside(it, value)]
            if inner and isinstance(statement, ast.Assign | ast.Return) and self.random.random() < self.steps:
                chosen, name = self.random.choice(inner), f"step_{self.random.randrange(10**6)}"
                made.append(ast.Assign([ast.Name(name, ast.Store())], chosen, lineno=1))
                statement = _Exchange(chosen, ast.Name(name, ast.Load())).visit(statement)
            made.append(statement)
            targets = getattr(statement, "targets", [None])
            if isinstance(targets[0], ast.Name) and self.random.random() < self.checks:
                made.append(self._check(targets[0].id))
        return made

    def _check(self, name: str) -> ast.stmt:
        say, number = " ".join(self.random.sample(WORDS, 3)), self.random.randrange(2, 60)
        form = self.random.choice(
            [
                "assert {0} is not None, {1!r}",
                "print({1!r}, {0})",
                "print(f'{1} {{{0}}}')",
                "{0}_seen = ({0}, {2})",
                "repr({0})[:{2}]",
            ]
        )
        return ast.parse(form.format(name, say, number)).body[0]

    def _commented(self, source: str) -> str:
        lines = []
        for line in source.split("\n"):
            if line.strip() and self.random.random() < self.comments:
                lines.append(f"{line[: len(line) - len(line.lstrip())]}# {' '.join(self.random.choices(WORDS, k=7))}")
            lines.append(line)
        return "\n".join(lines)


def disguised(source: str, seed: int, kept: Sequence[str], comments: bool = False) -> str:
    """A copy with other names, other order and other layout, and without its comments, or with others."""
    chance = random.Random(seed)
    tree = ast.parse(source)
    imports = [it for it in tree.body if isinstance(it, ast.Import | ast.ImportFrom)]
    others = [it for it in tree.body if it not in imports]
    tree.body = [*imports, *(chance.sample(others, len(others)) if all(map(_is_definition, others)) else others)]
    _in_bodies(tree, lambda body: _shuffled(body, chance))
    text = renamed(tree, chance, kept)
    text = text.replace(", ", ",").replace(" = ", "=") if chance.random() < 0.5 else text
    return Author(seed)._commented(text) if comments else text


def renamed(tree: ast.Module, chance: random.Random, kept: Sequence[str]) -> str:
    """The text with other names for all that it binds, but for `kept`."""
    own: dict[str, str] = {}
    for node in ast.walk(tree):
        for name in _bound(node):
            if name not in kept and not name.startswith("__") and name not in own:
                own[name] = _fresh(chance, own.values())
    return ast.unparse(_Rename(own).visit(copy.deepcopy(tree)))


def _fresh(chance: random.Random, taken: Collection[str]) -> str:
    while (
        name := f"{chance.choice(NOUNS)}{chance.choice(ENDS)}{chance.choice(['', '', '_' + chance.choice(NOUNS)])}"
    ) in taken:
        pass
    return name


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg


class _Rename(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._names.get(node.id, node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self._names.get(node.arg, node.arg))

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        return ast.Nonlocal([self._names.get(name, name) for name in node.names])


class _Habits(ast.NodeTransformer):
    def __init__(self, author: Author) -> None:
        self._author, self._random = author, author.random

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        func = node.func
        is_method = isinstance(func, ast.Attribute) and func.attr in METHODS and ast.unparse(func.value) != "torch"
        if is_method and self._random.random() < self._author.functions:
            name = ast.Attribute(ast.Name("torch", ast.Load()), func.attr, ast.Load())
            node = ast.Call(name, [func.value, *node.args], node.keywords)
        for keyword in [it for it in node.keywords if it.arg == "dim"]:
            if self._random.random() < self._author.places:
                node.keywords.remove(keyword)
                node.args.append(keyword.value)
        return node


class _Exchange(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else super().visit(node)


def _is_inside(part: ast.AST, whole: ast.AST) -> bool:
    """In a function or comprehension of its own, where names mean something else."""
    inner = (ast.Lambda, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp, ast.IfExp, ast.BoolOp)
    return any(isinstance(node, inner) and part in ast.walk(node) for node in ast.walk(whole))


def _is_note(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return True
    return isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) in ("HINT", "MUST_FAIL", "NUMBER")


def _is_definition(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef | ast.ClassDef)


def _in_bodies(tree: ast.AST, change: Callable[[list[ast.stmt]], list[ast.stmt]]) -> None:
    for node in list(ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.For | ast.With):
            node.body = change(node.body)


def _shuffled(body: list[ast.stmt], chance: random.Random) -> list[ast.stmt]:
    """Neighbours that do not depend on each other in another order."""
    body = list(body)
    for index in range(len(body) - 1):
        first, second = body[index : index + 2]
        if isinstance(first, ast.Assign) and isinstance(second, ast.Assign) and chance.random() < 0.7:
            names = [{it.id for it in ast.walk(part) if isinstance(it, ast.Name)} for part in (first, second)]
            stored = [
                {it.id for it in ast.walk(part) if isinstance(it, ast.Name) and isinstance(it.ctx, ast.Store)}
                for part in (first, second)
            ]
            if not names[0] & stored[1] and not names[1] & stored[0]:
                body[index : index + 2] = [second, first]
    return body


@dataclass(frozen=True)
class CopiedClass:
    """What was handed out and what each learner handed in, by notebook; `planted` are the pairs of which one copied."""

    handed_out: dict[str, NotebookNode]
    submissions: list[dict[str, NotebookNode]]
    planted: frozenset[frozenset[int]]


def made(assignment: Assignment, learners: int, copies: int, seed: int, exercises: Sequence[str] = ()) -> CopiedClass:
    """A class whose last learners copied from the first ones. One in three answers is a known wrong one."""
    chosen = [exercise for exercise in assignment.exercises if not exercises or exercise.id in exercises]
    known = {exercise.id: _known(assignment, exercise) for exercise in chosen}
    given = handed_out(assignment)
    answers: list[dict[str, str]] = []
    for number in range(learners - copies):
        author = Author(seed * 1000 + number)
        answers.append({})
        for exercise in chosen:
            right, wrong = known[exercise.id]
            base = author.random.choice(wrong if wrong and author.random.random() < 1 / 3 else right)
            answers[-1][exercise.id] = author.written(base, [exercise.id])
    for number in range(copies):
        original = answers[number]
        answers.append({id: disguised(text, seed + number, [id], comments=True) for id, text in original.items()})
    planted = frozenset(frozenset((number, learners - copies + number)) for number in range(copies))
    return CopiedClass(given, _notebooks(chosen, given, answers), planted)


def picked(
    assignment: Assignment, learners: int, copies: int, seed: int, *, variants: int | None = None, rename: bool = True
) -> CopiedClass:
    """A class that picks from the known answers of each exercise, or from `variants` of them, under names of its own with `rename`.

    The copies are, in turn: word for word, under other names, in another order, in another layout, and without comments.
    """
    chance = random.Random(seed)
    known = {exercise.id: _known(assignment, exercise) for exercise in assignment.exercises}
    if variants is not None:
        known = {
            id: (chance.sample(right + wrong, min(variants, len(right + wrong))), [])
            for id, (right, wrong) in known.items()
        }
    given = handed_out(assignment)
    answers: list[dict[str, str]] = []
    for _ in range(learners - copies):
        answers.append({})
        for id, (right, wrong) in known.items():
            tree = ast.parse(chance.choice(wrong if wrong and chance.random() < 1 / 3 else right))
            tree.body = [it for it in tree.body if not _is_note(it)]
            answers[-1][id] = renamed(tree, chance, [id]) if rename else ast.unparse(tree)
    for number in range(copies):
        answers.append({id: _copied(text, number, chance, [id]) for id, text in answers[number].items()})
    planted = frozenset(frozenset((number, learners - copies + number)) for number in range(copies))
    return CopiedClass(given, _notebooks(assignment.exercises, given, answers), planted)


def _copied(source: str, number: int, chance: random.Random, kept: Sequence[str]) -> str:
    tree = ast.parse(source)
    match number % 5:
        case 0:
            return source
        case 1:
            return renamed(tree, chance, kept)
        case 2:
            _in_bodies(tree, lambda body: _shuffled(body, chance))
            return ast.unparse(tree)
        case 3:
            return source.replace(", ", ",").replace(" = ", "=").replace("    ", "  ")
    return ast.unparse(tree)  # no comment outlives a tree


def _notebooks(
    chosen: Sequence[Exercise], given: Mapping[str, NotebookNode], answers: Sequence[Mapping[str, str]]
) -> list[dict[str, NotebookNode]]:
    submissions = []
    for written in answers:
        notebooks = {exercise.notebook: copy.deepcopy(given[exercise.notebook]) for exercise in chosen}
        for exercise in chosen:
            nb = notebooks[exercise.notebook]
            nb.cells[find(nb, exercise.id) or 0].source = written[exercise.id]
        submissions.append(notebooks)
    return submissions


def _known(assignment: Assignment, exercise: Exercise) -> tuple[list[str], list[str]]:
    """Right answers and wrong ones."""
    reference = reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb"))
    files = {path.name: path.read_text() for path in sorted((exercise.folder / "answers").glob("*.py"))}
    right = [reference, *(text for name, text in files.items() if name.startswith("right"))]
    mistakes = [mistake.source for mistake in read_mistakes(exercise.folder, reference, ())[0]]
    return right, [*(text for name, text in files.items() if name.startswith("wrong")), *mistakes]
