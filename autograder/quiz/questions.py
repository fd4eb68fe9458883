"""A quiz's questions with their keys, read from its YAML file, which no learner's machine has.

`load` reports every mistake at once, each with its line. What an author writes is described in CONTRIBUTING.md.
"""

from __future__ import annotations

import hashlib
import keyword
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from autograder.course.yaml import Located, Problem, Reader
from autograder.quiz import formula as expression
from autograder.quiz.forms import Form, Kind
from autograder.quiz.question import Choice, Question, QuizFile
from autograder.quiz.variants import Choices, choices_of

LETTERS = "abcdefghijkl"
_KINDS: dict[str, Kind] = {
    "single": "one",
    "multiple": "some",
    "number": "number",
    "shape": "shape",
    "tensor": "tensor",
    "expression": "expression",
    "ordering": "order",
}
_ALWAYS = ("id", "kind", "title", "prompt", "explanation")
_OPTIONAL = ("points",)
_REQUIRED_BY: dict[str, tuple[str, ...]] = {
    "single": ("choices",),
    "multiple": ("choices",),
    "number": ("key",),
    "shape": ("key",),
    "tensor": ("key",),
    "expression": ("key", "variables"),
    "ordering": ("lines",),
}
_OPTIONAL_BY: dict[str, tuple[str, ...]] = {
    "multiple": ("partial",),
    "number": ("tolerance", "variants"),
    "shape": ("variants",),
    "tensor": ("tolerance", "variants"),
}


class QuizError(Exception):
    """Everything that is wrong with a quiz file; str() has one line per problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, sorted(problems, key=lambda problem: problem.line))))


def load(path: Path) -> QuizFile:
    """Read and check a quiz file. Raises QuizError."""
    reader = Reader(path.name)
    root = reader.root(path)
    quiz = None if root is None else _Loader(reader).quiz(root)
    if reader.problems or quiz is None:
        raise QuizError(reader.problems)
    return quiz


class _Loader:
    """One reading of one file."""

    def __init__(self, reader: Reader) -> None:
        self.read = reader
        self.ids: set[str] = set()

    def quiz(self, at: Located) -> QuizFile:
        entries = self.read.mapping(at, ["title", "intro", "questions"])
        questions = tuple(q for q in map(self.question, self.read.items(entries.get("questions"))) if q is not None)
        return QuizFile(self.text(entries, "title"), self.text(entries, "intro"), questions)

    def question(self, at: Located) -> Question | None:
        found = [key for key in _keys(at) if key == "kind"]
        kind = self.read.choice(_child(at, "kind"), list(_KINDS)) if found else None
        if kind is None:
            self.read.mapping(at, _ALWAYS, sorted(_keys(at) - set(_ALWAYS)))
            return None
        entries = self.read.mapping(at, [*_ALWAYS, *_REQUIRED_BY[kind]], [*_OPTIONAL, *_OPTIONAL_BY.get(kind, ())])
        before = len(self.read.problems)
        id = self.id(entries.get("id"))
        choices = self.choices(entries.get("choices"), id, kind) or self.lines(entries.get("lines"), id)
        variants, ranges = self.variants(entries.get("variants")), self.ranges(entries.get("variables"))
        tolerance = self.read.positive(entries.get("tolerance"))
        partial = self.read.choice(entries.get("partial"), ["all-or-nothing", "per-choice"])
        points = self.read.positive(entries.get("points"))
        key = self.key(entries.get("key"), kind, choices)
        names = tuple(ranges or ()) or tuple(sorted(choice.letter for choice in choices))
        question = Question(
            id=id,
            form=Form(_KINDS[kind], names, _axes(key) if kind == "tensor" else None),
            title=self.text(entries, "title"),
            prompt=self.text(entries, "prompt"),
            explanation=_flowing(self.text(entries, "explanation")),
            points=1.0 if points is None else float(points),
            key=key,
            choices=tuple(sorted(choices, key=lambda choice: choice.letter)),
            partial="per-choice" if partial == "per-choice" else "all-or-nothing",
            tolerance=tolerance,
            variants=variants,
            ranges=ranges,
        )
        if len(self.read.problems) > before or not set(_REQUIRED_BY[kind]) <= set(entries):
            return None
        return self.with_a_key_that_works(at, question)

    def text(self, entries: dict[str, Located], name: str) -> str:
        return self.read.text(entries.get(name)) or ""

    def id(self, at: Located | None) -> str:
        name = self.read.text(at) or ""
        if at is not None and name:
            taken = keyword.iskeyword(name) or name.startswith("_") or name in ("learner", "numbers", "quiz", "torch")
            if taken or not name.isidentifier():
                self.read.complain(at, f"must be the name of a variable of its own, not {name!r}")
            if name in self.ids:
                self.read.complain(at, f"{name} is the id of two questions")
            self.ids.add(name)
        return name

    def choices(self, at: Located | None, id: str, kind: str) -> list[Choice]:
        made = []
        for item in self.read.items(at):
            entries = self.read.mapping(item, ["text"], ["right", "reason"])
            right = bool(self.read.boolean(entries.get("right")))
            reason = _flowing(self.read.text(entries.get("reason")) or "")
            if not right and not reason:
                self.read.complain(item, "a wrong choice needs the reason why it is wrong")
            made.append((self.read.text(entries.get("text")) or "", right, reason))
        rights = sum(right for _, right, _ in made)
        if at is not None and (rights == 0 or (kind == "single" and rights != 1) or len(made) < 2):
            self.read.complain(at, f"{rights} of {len(made)} choices are right")
        return [
            Choice(letter, *choice) for letter, choice in zip(_letters(id, [m[0] for m in made]), made, strict=True)
        ]

    def lines(self, at: Located | None, id: str) -> list[Choice]:
        """In their right order; their letters are shuffled."""
        texts = [self.read.text(item) or "" for item in self.read.items(at)]
        if at is not None and (len(texts) < 3 or len(set(texts)) < len(texts)):
            self.read.complain(at, "must be three or more different lines in their right order")
        return [Choice(letter, text, True) for letter, text in zip(_letters(id, texts), texts, strict=True)]

    def variants(self, at: Located | None) -> dict[str, Choices] | None:
        if at is None:
            return None
        ranges = _data(at)
        try:
            for name, choices in ranges.items():
                if not str(name).isidentifier() or len(choices_of(choices)) < 2:
                    raise ValueError(f"{name!r} needs a name and two numbers or more to draw from")
        except (AttributeError, ValueError, TypeError) as error:
            self.read.complain(at, f"must give each name its numbers, {{H: 20..40, K: [3, 5]}}: {error}")
            return None
        return dict(ranges)

    def ranges(self, at: Located | None) -> dict[str, tuple[float, float]] | None:
        if at is None:
            return None
        ranges = _data(at)
        try:
            return {str(name): (float(low), float(high)) for name, (low, high) in ranges.items()}
        except (AttributeError, TypeError, ValueError):
            self.read.complain(at, "must give each variable the interval to try it on: {x: [0.1, 2]}")
            return None

    def key(self, at: Located | None, kind: str, choices: list[Choice]) -> Any:
        if kind == "single":
            return "".join(choice.letter for choice in choices if choice.right)
        if kind == "multiple":
            return frozenset(choice.letter for choice in choices if choice.right)
        if kind == "ordering":
            return tuple(choice.letter for choice in choices)
        return None if at is None else _data(at)

    def with_a_key_that_works(self, at: Located, question: Question) -> Question | None:
        try:
            question.solved("")
        except (expression.ExpressionError, ValueError, TypeError) as error:
            self.read.complain(_child(at, "key") or at, f"is no key: {error}")
            return None
        return question


def _letters(id: str, texts: list[str]) -> list[str]:
    """A letter for each text. They follow a hash, so that neither order nor letters tell what is right."""
    order = sorted(range(len(texts)), key=lambda i: hashlib.sha256(f"{id}\0{texts[i]}".encode()).digest())
    return [LETTERS[order.index(index) % len(LETTERS)] for index in range(len(texts))]


def _axes(key: Any) -> int:
    return 1 + _axes(key[0]) if isinstance(key, list) and key else int(isinstance(key, list))


def _flowing(text: str) -> str:
    """Lines of a paragraph joined: where they break is the file's affair. An empty line stays."""
    return "\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _keys(at: Located) -> set[str]:
    return {str(key.value) for key, _ in at.node.value} if isinstance(at.node, yaml.MappingNode) else set()


def _child(at: Located, name: str) -> Located | None:
    if not isinstance(at.node, yaml.MappingNode):
        return None
    return next((Located(value, f"{at.path}.{name}") for key, value in at.node.value if key.value == name), None)


def _data(at: Located) -> Any:
    # The constructor of safe YAML alone: numbers, text, lists and mappings.
    return yaml.SafeLoader("").construct_document(at.node)
