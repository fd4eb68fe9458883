"""What cells show, cleaned before it is written into a graded notebook, which an instructor may open in JupyterLab.

Pages are cleaned once more when they are made; see `pages`.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from autograder.pages.rendering import Piece, render

# What is not here, such as JavaScript and widgets, is left out.
_KINDS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", "image/png", "image/jpeg")


def clean_outputs(nb: NotebookNode) -> None:
    """Make every output of the notebook harmless, in place; what cannot be is left out."""
    shown = [output for cell in nb.cells for output in cell.get("outputs", ()) if "data" in output]
    for output in shown:
        output.metadata = NotebookNode()
        output.data = NotebookNode({kind: _text(output.data[kind]) for kind in _KINDS if kind in output.data})
    rich = [output for output in shown if "text/html" in output.data]
    fragments = render([Piece("html", output.data["text/html"]) for output in rich]) if rich else []
    for output, fragment in zip(rich, fragments, strict=True):
        if fragment.plain and "text/plain" in output.data:
            del output.data["text/html"]
        else:
            output.data["text/html"] = fragment.html


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)
