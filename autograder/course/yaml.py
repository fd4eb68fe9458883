"""YAML values that know their place, so that every mistake in a file can be reported at once, each with its line."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?) ?%")


@dataclass(frozen=True)
class Problem:
    """One mistake: `course.yml:12: assignments[0].exercises[1].points: must be a positive number, not -3`."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: "
        return where + (f"{self.path}: {self.message}" if self.path else self.message)


@dataclass(frozen=True)
class Located:
    """A YAML node with its path from the root; `line` counts from 1."""

    node: yaml.Node
    path: str

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1


@dataclass
class Reader:
    """Reads typed values out of nodes; what does not fit becomes a Problem and None."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def complain(self, at: Located, message: str) -> None:
        self.problems.append(Problem(self.file, at.line, at.path, message))

    def root(self, path: Path) -> Located | None:
        """The document's only node; None for a file that is missing, empty, no UTF-8 or no YAML."""
        try:
            node = _composed(path.read_text(encoding="utf-8"))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            said = error.problem or error.context or ""
            remedy = "; text with a colon in it needs quotes" if said == "mapping values are not allowed here" else ""
            self.problems.append(Problem(self.file, line, "", f"is no valid YAML: {said}{remedy}"))
        except (OSError, UnicodeError, yaml.YAMLError, RecursionError) as error:
            reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or type(error).__name__
            self.problems.append(Problem(self.file, 1, "", f"cannot be read: {reason}"))
        else:
            if node is not None:
                return Located(node, "")
            self.problems.append(Problem(self.file, 1, "", "is empty"))
        return None

    def mapping(self, at: Located, required: Collection[str], optional: Collection[str] = ()) -> dict[str, Located]:
        """The entries of a mapping by key; wrong, doubled, unknown and missing keys are problems."""
        if not isinstance(at.node, yaml.MappingNode):
            self.complain(at, f"must be a mapping with the keys {_list(required)}, not {_kind(at.node)}")
            return {}
        known = [*required, *optional]
        entries: dict[str, Located] = {}
        for key_node, value in at.node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else _kind(key_node)
            place = Located(key_node, _join(at.path, key))
            if key in entries:
                self.complain(place, "is given twice")
            elif key in known:
                entries[key] = Located(value, place.path)
            else:
                self.complain(place, f"unknown key{did_you_mean(key, known)}")
        for key in required:
            if key not in entries:
                self.complain(Located(at.node, _join(at.path, key)), "is missing")
        return entries

    def items(self, at: Located | None) -> Iterator[Located]:
        """The items of a list; none for a key that is absent."""
        if at is None:
            return
        if not isinstance(at.node, yaml.SequenceNode):
            self.complain(at, f"must be a list, not {_kind(at.node)}")
            return
        for index, node in enumerate(at.node.value):
            yield Located(node, f"{at.path}[{index}]")

    def text(self, at: Located | None) -> str | None:
        """A non-empty string; None for a key that is absent, without a problem, as in all the readers below."""
        if at is None:
            return None
        if _tag(at.node) != "str" or not at.node.value.strip():
            self.complain(at, f"must be text, not {_kind(at.node)}")
            return None
        return str(at.node.value).strip()

    def choice(self, at: Located | None, choices: Collection[str]) -> str | None:
        if at is None:
            return None
        if not isinstance(at.node, yaml.ScalarNode) or at.node.value not in choices:
            close = difflib.get_close_matches(str(at.node.value), list(choices), n=1)
            guess = f"; did you mean {close[0]}?" if close else ""
            one_of = "one of " if len(choices) > 1 else ""
            self.complain(at, f"must be {one_of}{_list(choices)}, not {_kind(at.node)}{guess}")
            return None
        return str(at.node.value)

    def positive(self, at: Located | None, *, whole: bool = False) -> float | None:
        """A number above zero; with `whole` an int."""
        if at is None:
            return None
        value = yaml.safe_load(at.node.value) if _tag(at.node) in ("int", "float") else None
        if value is None or not 0 < value < float("inf") or (whole and not isinstance(value, int)):
            self.complain(at, f"must be a positive {'whole ' if whole else ''}number, not {_kind(at.node)}")
            return None
        return value  # type: ignore[no-any-return]  # an int or a float by its tag

    def percent(self, at: Located | None, *, before: str = "") -> float | None:
        """As in `10 %`, from 0 to 100; with the words `before` it."""
        if at is None:
            return None
        found = _PERCENT.fullmatch(str(at.node.value).removeprefix(before))
        if found is None or float(found[1]) > 100 or not str(at.node.value).startswith(before):
            self.complain(at, f"must be a percentage, such as {before}10 %")
            return None
        return float(found[1])

    def boolean(self, at: Located | None) -> bool | None:
        if at is None:
            return None
        if _tag(at.node) != "bool":
            self.complain(at, f"must be true or false, not {_kind(at.node)}")
            return None
        return bool(yaml.safe_load(at.node.value))


def _composed(text: str) -> yaml.Node | None:
    """The document's node, by libyaml where there is one: a judge reads thousands of lines of recorded tests.

    Python's own parser says better what is wrong, and is asked where something is.
    """
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def did_you_mean(word: str, known: Collection[str] | Mapping[str, object]) -> str:
    """`; did you mean points?`, or what there is to choose from when nothing comes close."""
    return closest(word, known) or f"; known are {_list(known)}"


def closest(word: str, known: Collection[str] | Mapping[str, object]) -> str:
    """`; did you mean points?`, or "" when nothing comes close."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _list(words: Collection[str] | Mapping[str, object]) -> str:
    return ", ".join(words)


def _tag(node: yaml.Node) -> str:
    return str(node.tag).rsplit(":", 1)[-1] if isinstance(node, yaml.ScalarNode) else ""


def _kind(node: yaml.Node) -> str:
    """How a message names a value that it did not expect."""
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if _tag(node) == "null" or not node.value.strip():
        return "nothing"
    return repr(node.value) if _tag(node) == "str" else str(node.value)
