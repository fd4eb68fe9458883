"""Read a notebook file, whatever somebody made of it, into one that is valid by construction.

Only the kind, source, id, attachments and nbgrader's metadata of each cell survive, the kernel's names, and outputs as
far as there is room for them (see `outputs`): what is graded is the code.
"""

import contextlib
import itertools
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.log import get_logger

from autograder.notebook import ordinary
from autograder.notebook.outputs import Shelf, text_of

MAX_BYTES = 20 * 2**20
# Validation grows with the number of cells; a course notebook has some dozens.
MAX_CELLS = 2000
# What a notebook may say about itself, each a text, and which of it there must be. The rest is not used, and nbformat
# and nbconvert trip over much of it when it is malformed.
_METADATA = {"kernelspec": ("name", "display_name", "language"), "language_info": ("name",)}
_NEEDED = ("name", "display_name")
_MOST_VALUES = (
    100  # of an entry of the metadata, however they are nested; nbgrader's has some ten; attachments of a cell
)
_MOST_ATTACHED = 1000  # of a notebook: each is read and written a dozen times, however small it is
_OF_A_LINE = 8  # bytes beside those of the line itself: blanks, quotes, a comma
_MOST_PARTS = 600_000  # lists and objects, with those of outputs
_PART = re.compile(r'"[^"]*"|([\[{])')
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_KINDS = ("code", "markdown", "raw")
_WHOLE = "a whole one is needed"


class NotebookError(Exception):
    """A notebook that cannot be used; the message is one line that says what is wrong and which file is needed.

    `for_learner` is the same for the one who made the notebook, with what to do.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        what, _, _ = message.partition("; ")
        self.for_learner = f"{what}; {advice}" if advice else message


def read(path: Path, *, own: int = 1) -> NotebookNode:
    """Read the notebook at `path`; its cells have unique ids. None of the path's last `own` parts may be a link. Raises
    NotebookError."""
    try:
        data = ordinary.read(path, MAX_BYTES + 1, own=own)
    except ordinary.NotOrdinary as error:
        if str(error).startswith("cannot"):
            raise NotebookError(f"{path.name}: {error}") from None
        raise NotebookError(
            f"{path.name}: {error}; put the notebook itself there", "hand in the notebook itself"
        ) from None
    return parse(data, path.name)


def parse(data: bytes, name: str) -> NotebookNode:
    """Like `read`, for bytes; `name` is what messages call the file."""
    if len(data) > MAX_BYTES:
        raise NotebookError(
            f"{name}: is larger than {MAX_BYTES // 2**20} MB; a smaller one is needed, without outputs",
            "clear its outputs, save it and hand it in again",
        )
    if not data.strip():
        raise NotebookError(f"{name}: is empty; {_WHOLE}", "save the notebook in JupyterLab and hand it in again")
    raw = _upgrade(_json(data, name), name)
    cells = raw["cells"]
    if len(cells) > MAX_CELLS:
        raise NotebookError(f"{name}: has {len(cells)} cells; at most {MAX_CELLS} can be graded")
    nb = make_notebook(_metadata(raw.get("metadata")))
    taken: set[str] = set()
    attached = 0
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict):
            raise NotebookError(
                f"{name}: cell {number} is no notebook cell; {_WHOLE}",
                "open the file in JupyterLab, save it and hand it in again",
            )
        attached += _attached(cell.get("attachments"))
        nb.cells.append(_cell(cell if attached <= _MOST_ATTACHED else {**cell, "attachments": None}, taken))
    # Graded notebooks are read again, where each line of a cell stands in a line of its own.
    more = _OF_A_LINE * sum(cell.source.count("\n") for cell in nb.cells)
    if len(data) + more > MAX_BYTES and more + sum(map(_length, nb.cells)) > MAX_BYTES:  # it may be written so already
        raise NotebookError(
            f"{name}: is larger than {MAX_BYTES // 2**20} MB once it is written line by line; a smaller one is needed",
            "clear its outputs, remove lines of no use, save it and hand it in again",
        )
    shelf = Shelf()
    for cell, saved in zip(reversed(nb.cells), reversed(cells), strict=True):
        if cell.cell_type == "code":
            cell.outputs = shelf.keep(saved.get("outputs"))
    return nb


def make_notebook(metadata: Any = None) -> NotebookNode:
    """A new notebook without cells; valid if `metadata` are. See `make_cell`."""
    return NotebookNode(cells=[], metadata=nbformat.from_dict(metadata or {}), nbformat=4, nbformat_minor=5)


def make_cell(kind: str, source: str, *, id: str, metadata: Any = None) -> NotebookNode:
    """A new cell of `kind` (code, markdown or raw) without outputs; valid if `id` and `metadata` are.

    nbformat's own functions compare each cell with the notebook's schema, which takes longer than all else about
    reading.
    """
    node = NotebookNode(cell_type=kind, id=id, metadata=nbformat.from_dict(metadata or {}), source=source)
    if kind == "code":
        node.update(execution_count=None, outputs=[])
    return node


def free_id(wanted: object, taken: set[str]) -> str:
    """`wanted` if it is a valid cell id and free, else the first free of cell-1, cell-2...; adds it to `taken`.

    Never random, so that reading the same file twice gives the same notebook.
    """
    if not (isinstance(wanted, str) and _CELL_ID.fullmatch(wanted) and wanted not in taken):
        number = len(taken) + 1
        while f"cell-{number}" in taken:
            number += 1
        wanted = f"cell-{number}"
    taken.add(wanted)
    return wanted


def _json(data: bytes, name: str) -> dict[str, Any]:
    try:
        text = data.decode(json.detect_encoding(data))
        if _has_more_than(_MOST_PARTS, text):
            raise NotebookError(
                f"{name}: has more than {_MOST_PARTS} lists and objects; a smaller one is needed, without outputs",
                "clear its outputs, save it and hand it in again",
            )
        raw = json.loads(text)
    except UnicodeDecodeError:
        raise NotebookError(
            f"{name}: is not UTF-8 text; it is needed as UTF-8", "save it as UTF-8, or hand it in from JupyterLab"
        ) from None
    except json.JSONDecodeError as error:
        raise NotebookError(
            f"{name}: is no notebook: broken JSON at line {error.lineno}, column {error.colno} ({error.msg}),"
            f" as of a file that was cut off or edited by hand; {_WHOLE}",
            "save it in Jupyter again, and hand that in",
        ) from None
    except (RecursionError, ValueError):
        raise NotebookError(
            f"{name}: is no notebook: its JSON is nested too deeply or has a giant number; {_WHOLE}",
            "save it in Jupyter again, and hand that in",
        ) from None
    if not isinstance(raw, dict) or _whole(raw.get("nbformat")) is None:
        raise NotebookError(f"{name}: is not a notebook: it has no nbformat version")
    return raw


def _has_more_than(most: int, text: str) -> bool:
    """Whether JSON has so many lists and objects, which take forty times their bytes once they are read."""
    if text.count("[") + text.count("{") <= most:
        return False
    without_escapes = text.replace("\\\\", "").replace('\\"', "")  # which leaves no quote but those of texts
    found = (part for part in _PART.finditer(without_escapes) if part.lastindex)
    return next(itertools.islice(found, most, None), None) is not None


def _whole(number: object) -> int | None:
    """4 and 4.0 as 4; some tools write the one for the other."""
    if isinstance(number, float) and number.is_integer():
        return int(number)
    return number if type(number) is int else None


def _upgrade(raw: dict[str, Any], name: str) -> dict[str, Any]:
    major = _whole(raw["nbformat"]) or 0
    if major > 4:
        newer = f"the newer notebook format {major}" if major < 100 else "a notebook format that there is not"
        raise NotebookError(f"{name}: has {newer}; it is needed in format 4", "save it in format 4")
    # A list of cells is what format 4 has, and no older one; whatever number stands there.
    if major < 4 and not isinstance(raw.get("cells"), list):
        try:
            with _unlogged():
                raw = nbformat.convert(nbformat.reader.reads(json.dumps(_trimmed(raw))), 4)
        except Exception as error:  # noqa: BLE001 - nbformat raises whatever the damage happens to cause
            raise NotebookError(
                f"{name}: cannot be upgraded from notebook format {major} ({type(error).__name__}); it is needed in format 4",
                "open it in JupyterLab, save it and hand it in again",
            ) from None
        for cell in raw["cells"]:
            cell.pop("id", None)  # a random one, from the upgrade
    if not isinstance(raw.get("cells"), list):
        raise NotebookError(f"{name}: is not a notebook: it has no list of cells")
    return raw


@contextlib.contextmanager
def _unlogged() -> Iterator[None]:
    """Without nbformat's pages on what does not fit an old format; they name no learner, and what matters is upgraded."""
    held: Any = get_logger()
    log: logging.Logger = getattr(held, "logger", held)  # some applications have an adapter around theirs
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _trimmed(raw: dict[str, Any]) -> dict[str, Any]:
    """A notebook of an old format without what the upgrade would only spend time and memory on."""
    kept: dict[str, Any] = {key: raw[key] for key in ("nbformat", "nbformat_minor") if key in raw}
    if "cells" in raw:
        kept["cells"] = [_trimmed_cell(cell) for cell in raw["cells"]]
    if "worksheets" in raw:
        if len(raw["worksheets"]) > _MOST_VALUES:  # of which there was ever one, and each takes its time
            raise ValueError("too many worksheets")
        sheets = [[_trimmed_cell(cell) for cell in sheet["cells"]] for sheet in raw["worksheets"]]
        kept["worksheets"] = [{"cells": cells, "metadata": {}} for cells in sheets]
        if sum(map(len, sheets)) > MAX_CELLS:
            raise ValueError("too many cells")
    return {**kept, "metadata": {"name": ""}}


def _trimmed_cell(cell: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in cell.items() if isinstance(value, str | int) or _is_text(value)}
    if "level" in kept:  # becomes as many #
        kept["level"] = min(kept["level"], 6)
    if "outputs" in cell:
        kept["outputs"] = []
    if "metadata" in cell:
        kept["metadata"] = _small(cell["metadata"])
    return kept


def _is_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)


def _cell(raw: dict[str, Any], taken: set[str]) -> NotebookNode:
    kind = raw.get("cell_type")
    cell = make_cell(
        kind if isinstance(kind, str) and kind in _KINDS else "raw",
        text_of(raw.get("source")),
        id=free_id(raw.get("id"), taken),
        metadata=_nbgrader(raw.get("metadata")),
    )
    if cell.cell_type == "markdown" and _are_attachments(raw.get("attachments")):
        cell.attachments = nbformat.from_dict(
            {
                text_of(name): {text_of(kind): text_of(data) for kind, data in bundle.items()}
                for name, bundle in raw["attachments"].items()
            }
        )
    return cell


def _nbgrader(metadata: object) -> dict[str, Any]:
    """What nbgrader keeps in a cell's metadata; the rest is the editor's."""
    return {key: value for key, value in _small(metadata).items() if key == "nbgrader" and isinstance(value, dict)}


def _metadata(metadata: object) -> dict[str, dict[str, str]]:
    """The kernel and language of a notebook, where they are what the format says."""
    found = _small(metadata)
    kept = {}
    for entry, names in _METADATA.items():
        values = found.get(entry)
        values = values if isinstance(values, dict) else {}
        texts = {name: text_of(values[name]) for name in names if isinstance(values.get(name), str)}
        if texts and all(name in texts for name in names if name in _NEEDED):
            kept[entry] = texts
    return kept


def _small(metadata: object) -> dict[str, Any]:
    """The entries that have a few values each: a copy takes a hundred times the bytes, and nothing larger is used."""
    entries = list(metadata.items())[:_MOST_VALUES] if isinstance(metadata, dict) else []
    return {key: value for key, value in entries if _is_small(value)}


def _is_small(value: object) -> bool:
    values = [value]
    for seen in values:  # which grows meanwhile
        if isinstance(seen, dict | list):
            values += seen.values() if isinstance(seen, dict) else seen
        if len(values) > _MOST_VALUES:
            return False
    return True


def _length(cell: NotebookNode) -> int:
    return len(json.dumps(cell, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _attached(value: Any) -> int:
    return sum(1 + len(bundle) for bundle in value.values()) if _are_attachments(value) else 0


def _are_attachments(value: object) -> bool:
    return (isinstance(value, dict) and len(value) <= _MOST_VALUES) and all(
        isinstance(bundle, dict)
        and len(bundle) <= _MOST_VALUES
        and all(isinstance(content, str) for content in bundle.values())
        for bundle in value.values()
    )
