"""A new entry in the text of course.yml, which keeps its comments and its layout."""

from __future__ import annotations

from typing import Any

import yaml


def with_entry(text: str, assignment: str, entry: str) -> str:
    """The text of a course that can be loaded, with `entry` as the last exercise of `assignment`."""
    lines = _lines(text)
    node = _assignment(yaml.compose(text, Loader=yaml.SafeLoader), assignment)
    parts = {key.value: (key, value) for key, value in node.value}
    if "exercises" in parts and not parts["exercises"][1].flow_style:
        value = parts["exercises"][1]
        return _inserted(lines, _end(value.value[-1]), f"{' ' * value.start_mark.column}- {entry}\n")
    if "exercises" in parts:  # one line: [{...}, {...}]
        value = parts["exercises"][1]
        before, after = text[: value.end_mark.index - 1].rstrip(), text[value.end_mark.index - 1 :]
        comma = "" if not value.value else ", "
        return f"{before}{comma}{entry}{after}"
    key = node.value[0][0]  # the first of the assignment, its id
    indent = " " * key.start_mark.column
    return _inserted(lines, _end(node.value[-1][1]), f"{indent}exercises:\n{indent}  - {entry}\n")


def with_assignment(text: str, assignment: str, entry: str) -> str:
    """The text of a course that can be loaded, with a last `assignment` whose one exercise is `entry`."""
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    listed = next(value for key, value in root.value if key.value == "assignments")
    if listed.flow_style:  # [{...}, {...}]
        before, after = text[: listed.end_mark.index - 1].rstrip(), text[listed.end_mark.index - 1 :]
        return f"{before.removesuffix(',')}, {{id: {assignment}, exercises: [{entry}]}}{after}"
    indent = " " * listed.start_mark.column
    added = f"\n{indent}- id: {assignment}\n{indent}  exercises:\n{indent}    - {entry}\n"
    return _inserted(_lines(text), _end(listed), added)


def _lines(text: str) -> list[str]:
    """The lines, each with its end."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def _assignment(root: Any, id: str) -> yaml.MappingNode:
    for key, value in root.value:
        if key.value == "assignments":
            for node in value.value:
                if any(k.value == "id" and v.value == id for k, v in node.value):
                    found: yaml.MappingNode = node
                    return found
    raise LookupError(id)


def _end(node: yaml.Node) -> int:
    """The number of lines down to the last one of the node's text: a block's own mark stands where the next one begins."""
    while not getattr(node, "flow_style", True) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    line: int = node.end_mark.line
    return line + 1


def _inserted(lines: list[str], at: int, line: str) -> str:
    return "".join([*lines[:at], line, *lines[at:]])
