"""What `check` and `quiz` show in a notebook, and the one line that they raise."""

from __future__ import annotations

import sys
from dataclasses import dataclass


class Unfinished(AssertionError):
    """Ends a cell in one line: IPython shows no traceback of it, and nbgrader's Validate sees an error."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True)
class Notice:
    """Something to read: `text` in a terminal, `html` in a notebook."""

    text: str
    html: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def show(notice: Notice) -> None:
    """Display it in IPython, print it elsewhere."""
    # Looked up, not imported: a script that never loaded IPython is no notebook.
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        from IPython.display import display

        display(notice)  # type: ignore[no-untyped-call]
    else:
        print(notice.text)
