"""Outputs of notebook cells: new ones, and those that a learner's file came with.

Saved outputs prove nothing, and are shown where nothing is run again: below the last check. They are kept from a
notebook's end upwards until they are too many, so that the cells below the check come first.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

ROOM = 512 * 1024  # characters in all of a notebook's saved outputs
_LEAST = 500  # what each output counts, however small: many empty ones take memory as well
_KINDS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", "image/png", "image/jpeg")
_LEFT_OUT = "[saved outputs are left out from here on: they are over the limit]\n"
_FIRST = (
    "From here on, cells were not run when grading: they stand below the last check, and cannot change a score. "
    "What they show is as it was handed in."
)
_OTHERS = "Not run again when grading; shown as it was handed in."


def make_output(kind: str, **fields: Any) -> NotebookNode:
    """A new output of `kind`; valid if `fields` are all that such an output has but for metadata.

    nbformat's own functions compare each output with the notebook's schema, which takes longer than all else about it.
    """
    node = NotebookNode(output_type=kind, **fields)
    if "data" in node:
        node.update(data=NotebookNode(node.data), metadata=NotebookNode())
    return node


class Shelf:
    """Takes the saved outputs of one notebook's cells, the last cell first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room

    def keep(self, saved: object) -> list[NotebookNode]:
        """The outputs of one cell as a valid notebook has them, as far as there is room; none is an execute_result.

        That is nbgrader's word for a score. What is no output is dropped.
        """
        kept: list[NotebookNode] = []
        for raw in saved if isinstance(saved, list) else []:
            output = _output(raw) if isinstance(raw, dict) else None
            self._room -= _LEAST if output is None else max(_LEAST, _size(output))
            if self._room < 0:
                return [*kept, make_output("stream", name="stderr", text=_LEFT_OUT)] if kept else []
            if output is not None:
                kept.append(output)
        return kept


def mark_not_run(cells: list[NotebookNode]) -> None:
    """Says above the outputs of each of these code cells that it was not run; the first says why. In place."""
    text = _FIRST
    for cell in cells:
        if cell.cell_type != "code":
            continue
        cell.outputs = [output for output in cell.outputs if output not in map(_note, (_FIRST, _OTHERS))]
        if cell.source.strip() and (cell.outputs or text is _FIRST):
            cell.outputs.insert(0, _note(text))
            text = _OTHERS


def _note(text: str) -> NotebookNode:
    return make_output("display_data", data={"text/plain": text})


def _output(raw: dict[str, Any]) -> NotebookNode | None:
    kind = raw.get("output_type")
    if kind == "stream" and raw.get("name") in ("stdout", "stderr"):
        return make_output("stream", name=raw["name"], text=text_of(raw.get("text")))
    if kind in ("display_data", "execute_result") and isinstance(raw.get("data"), dict):
        data = {mime: text_of(raw["data"][mime]) for mime in _KINDS if mime in raw["data"]}
        return make_output("display_data", data=data) if data else None
    if kind == "error":
        lines = raw.get("traceback")
        traceback = [text_of(line) for line in lines[:200]] if isinstance(lines, list) else []
        return make_output(
            "error", ename=text_of(raw.get("ename")), evalue=text_of(raw.get("evalue")), traceback=traceback
        )
    return None


def _size(output: NotebookNode) -> int:
    texts = [output.get("text", ""), output.get("ename", ""), output.get("evalue", "")]
    return sum(map(len, [*texts, *output.get("traceback", ()), *output.get("data", {}).values()]))


def text_of(value: object) -> str:
    """The text that a notebook file holds as one string or as a list of lines; "" for anything else."""
    parts = value if isinstance(value, list) else [value]
    text = "".join(part for part in parts if isinstance(part, str))
    # Half of a surrogate pair is legal in JSON but cannot be written as UTF-8.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
