"""`mine("softmax", torchs)` in the learner's kernel: a function of their own, from its notebook, to build on.

Only one that passes its public checks is used, so that what is built on it does not fail for the faults of another
notebook.
"""

from __future__ import annotations

import html
import linecache
from pathlib import Path
from typing import Any

from autograder.course.layout import assignment_of
from autograder.learner.check import checked_by, public_tests
from autograder.learner.display import Notice, Unfinished, show
from autograder.notebook.cells import NotebookError, find, read, reference_source, role
from autograder.report.model import Verdict


def run(id: str, otherwise: Any, assignment: str = "") -> Any:
    """The learner's own `id`, from the notebook that asks for it; `otherwise` while its public checks do not pass.

    The notebook lies in this folder, or in that of `assignment` beside it. Shows which of the two it is. Raises
    Unfinished for an id that no notebook of this folder asks for; what another assignment has, the learner need not
    have fetched.
    """
    __tracebackhide__ = True
    folder = _beside(assignment) if assignment else Path.cwd()
    path = None if folder is None or id not in public_tests(folder) else _notebook_of(id, folder)
    if path is None and not assignment:
        raise Unfinished(
            f"no notebook in this folder asks for {id}; mine(...) takes the name of an exercise from here."
        )
    if path is None:
        own, reason, where = None, f"no notebook of {assignment} beside this folder asks for it", ""
    else:
        where = f"{path.parent.name}/{path.name}" if assignment else path.name
        own, reason = _own(id, path)
        reason = reason and f"{reason} ({where}, as it was last saved)"
    if reason:
        instead = "Nothing stands in for it." if otherwise is None else "Another one stands in for it."
        said = f"{id}: not yours yet, since {reason}. {instead}"
        own = otherwise
    else:
        said = f"{id}: yours, from {where}"
    show(Notice(said, f"<div>{html.escape(said)}</div>"))
    return own


def _beside(assignment: str) -> Path | None:
    """The folder of another assignment beside this one, whatever its number; None where there is none."""
    folders = sorted(path for path in Path.cwd().parent.glob(f"*{assignment}") if path.is_dir())
    return next((path for path in folders if assignment_of(path) == assignment), None)


def _notebook_of(id: str, folder: Path) -> Path | None:
    """The notebook with a solution cell for `id`. What is no notebook has none."""
    for path in sorted(folder.glob("*.ipynb")):
        try:
            nb = read(path)
        except NotebookError:
            continue
        index = find(nb, id)
        if index is not None and role(nb.cells[index]) == "solution":
            return path
    return None


def _own(id: str, path: Path) -> tuple[Any, str]:
    """What the notebook defines as `id`, and "" or why it is not to be used."""
    try:
        namespace = _executed(id, reference_source(read(path)))
    except NotebookError as error:
        return None, str(error)
    except Exception as error:  # noqa: BLE001  a learner's cell may raise anything
        return None, f"its cells raise {type(error).__name__}: {error}"
    if not callable(namespace.get(id)):
        return None, "it is not defined"
    checked = checked_by(id, namespace[id], namespace, path.parent)
    if checked is None:
        return None, "it is not written"
    failed = sum(result.verdict is not Verdict.PASSED for result in checked.results)
    return namespace[id], f"{failed} of its checks {'does' if failed == 1 else 'do'} not pass" if failed else ""


def _executed(id: str, source: str) -> dict[str, Any]:
    """The names that the source defines; its lines show in tracebacks."""
    filename = f"<your {id}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"__name__": f"your_{id}"}
    exec(compile(source, filename, "exec", dont_inherit=True), namespace)
    return namespace
