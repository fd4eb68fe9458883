"""The outputs of a notebook's code cells, apart from the notebook: what a grader returns beside its report.

Learners whose code is alike share them. Nothing else of one learner's notebook may reach another's, so whatever travels
from a grader, or waits for its turn, has no cell in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode, from_dict

# For each code cell, in order, what it showed as plain data; None for a cell that was not run.
Outputs = list[list[dict[str, Any]] | None]


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """The code cells, in order."""
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def in_order(nb: NotebookNode, shown: Mapping[int, list[Any]]) -> Outputs:
    """What was shown by the cells that were run, given by their indices in the notebook."""
    return [shown.get(index) for index, cell in enumerate(nb.cells) if cell.cell_type == "code"]


def put(nb: NotebookNode, outputs: Outputs) -> None:
    """Gives each code cell that was run a copy of its outputs; the others keep theirs.

    Raises ValueError when these are the outputs of another number of cells.
    """
    for cell, shown in zip(code_cells(nb), outputs, strict=True):
        if shown is not None:
            cell.execution_count = None
            cell.outputs = from_dict(shown)
