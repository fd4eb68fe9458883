"""Notebook cells by role, solution regions, and the sources cut out of a notebook. Nothing here runs code.

This is the one place that knows nbgrader's cell metadata and the markers of solution regions:

solution cell  nbgrader id `softmax`: its text is the learner's, everything else about it is the release's
graded cell    nbgrader id `check_softmax`: locked, worth points
readonly cell  locked, worth nothing
own cell       without an nbgrader id: prose, examples, whatever the learner added
"""

import ast
import math
import symtable
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Literal

from nbformat import NotebookNode

from autograder.notebook.file import NotebookError, free_id, make_cell, parse, read
from autograder.notebook.outputs import make_output, mark_not_run
from autograder.notebook.stub import stubbed

__all__ = [
    "NotebookError",
    "Role",
    "check_id",
    "code_cells_until",
    "find",
    "grade_id",
    "parse",
    "read",
    "reference_source",
    "restore",
    "role",
    "runs_until",
    "solution_regions",
    "solution_source",
    "with_stubs",
    "write_result",
]

Role = Literal["solution", "graded", "readonly", "own"]

_BEGIN, _END = "BEGIN SOLUTION", "END SOLUTION"
_DELETED = "# This cell was missing from the submission. It was put back empty."


def check_id(exercise_id: str) -> str:
    """The id of the graded cell of an exercise or quiz."""
    return f"check_{exercise_id}"


def grade_id(cell: NotebookNode) -> str | None:
    """The cell's nbgrader id, None for an own cell. Metadata of any shape is survived: learners' files have it."""
    meta = cell.metadata.get("nbgrader")
    name = meta.get("grade_id") if isinstance(meta, dict) else None
    return name if isinstance(name, str) and name and role(cell) != "own" else None


def role(cell: NotebookNode) -> Role:
    """What the cell is by its nbgrader metadata, as nbgrader itself reads it."""
    meta = cell.metadata.get("nbgrader")
    if not isinstance(meta, dict):
        return "own"
    if meta.get("solution"):
        return "solution"
    if meta.get("grade"):
        return "graded"
    return "readonly" if meta.get("locked") else "own"


def find(nb: NotebookNode, name: str) -> int | None:
    """The index of the first cell whose nbgrader id is `name`."""
    return next((index for index, cell in enumerate(nb.cells) if grade_id(cell) == name), None)


def code_cells_until(nb: NotebookNode, name: str) -> list[NotebookNode]:
    """The code cells above the cell `name`, graded cells left out: they are judged, not executed.

    Raises NotebookError if there is no such cell.
    """
    end = find(nb, name)
    if end is None:
        raise NotebookError(f"the notebook has no cell with the nbgrader id {name}")
    return [cell for cell in nb.cells[:end] if cell.cell_type == "code" and role(cell) != "graded"]


def runs_until(nb: NotebookNode, run: Literal["graded", "all"]) -> int:
    """How many of the notebook's cells are executed: what stands below the last graded one cannot change a score."""
    graded = [index for index, cell in enumerate(nb.cells) if role(cell) == "graded"]
    return len(nb.cells) if run == "all" or not graded else graded[-1] + 1


def solution_source(nb: NotebookNode, exercise_id: str) -> str:
    """The text of the exercise's solution cell; empty if there is none. A learner may define the name elsewhere."""
    index = find(nb, exercise_id)
    return "" if index is None else str(nb.cells[index].source)


def solution_regions(source: str) -> list[list[str]]:
    """The lines between each pair of BEGIN SOLUTION and END SOLUTION, as nbgrader pairs them."""
    regions: list[list[str]] = []
    inside = False
    for line in source.split("\n"):
        if _BEGIN in line:
            inside = True
            regions.append([])
        elif _END in line:
            inside = False
        elif inside:
            regions[-1].append(line)
    return regions


def restore(submission: NotebookNode, release: NotebookNode) -> NotebookNode:
    """The submission as it will be graded: the release's cells with the learner's answers and own cells.

    Cells are matched by nbgrader id; where a tool stripped that, by cell id. The first of several counts, the others
    become own cells. Locked cells are the release's in everything but their place; a solution cell keeps its text
    alone. Own cells stay where they are and lose all metadata, so that neither tags nor forged ids mean anything. Below
    the last graded cell, learners' cells keep their saved outputs, and say that these are no grading's.

    A locked cell may stand anywhere below the release's cells that precede it; one that was moved above its solution
    cell goes back directly below it. A missing locked cell comes as late as its release neighbours allow, so that cells
    the learner added between an answer and its check still count; a missing solution cell comes back empty and as
    early as possible, so that it hides no definition made elsewhere. Neither argument is changed.
    """
    marks = {index: cell for index, cell in enumerate(release.cells) if grade_id(cell)}
    matched = _match(submission, release)
    taken = {cell.id for cell in marks.values()}
    placed: list[tuple[int | None, NotebookNode]] = []
    for index, cell in enumerate(submission.cells):
        origin = matched.get(index)
        if origin in marks:
            placed.append((origin, _restored(marks[origin], cell.source, cell.get("outputs", ()))))
        else:
            placed.append((origin, _own(cell, taken)))
    for origin, cell in marks.items():
        _settle(placed, origin, cell, marks)
    nb = deepcopy(release)
    nb.cells = [cell for _, cell in placed]
    end = runs_until(nb, "graded")
    for cell in nb.cells[:end]:
        if cell.cell_type == "code":
            cell.outputs = []
    mark_not_run(nb.cells[end:])
    return nb


def _match(submission: NotebookNode, release: NotebookNode) -> dict[int, int]:
    """Index in the submission -> index in the release."""
    matched: dict[int, int] = {}
    keys = (grade_id, lambda cell: cell.id)
    for key in keys:
        wanted = {
            key(cell): index
            for index, cell in reversed(list(enumerate(release.cells)))
            if key(cell) and index not in matched.values()
        }
        for index, cell in enumerate(submission.cells):
            if index not in matched and key(cell) in wanted:
                matched[index] = wanted.pop(key(cell))
    return matched


def _restored(cell: NotebookNode, answer: str, outputs: Iterable[NotebookNode] = ()) -> NotebookNode:
    cell = deepcopy(cell)
    if role(cell) == "solution":
        cell.source = answer
        if cell.cell_type == "code":
            cell.outputs = list(outputs)
    return cell


def _own(cell: NotebookNode, taken: set[str]) -> NotebookNode:
    own = make_cell(cell.cell_type, cell.source, id=free_id(cell.id, taken))
    if "attachments" in cell:
        own.attachments = cell.attachments
    if "outputs" in cell:
        own.outputs = list(cell.outputs)
    return own


def _settle(
    placed: list[tuple[int | None, NotebookNode]], origin: int, cell: NotebookNode, marks: Iterable[int]
) -> None:
    """Put the release's cell number `origin` where it belongs, if it is not there."""
    at = {number: index for index, (number, _) in enumerate(placed) if number is not None}
    lowest = 1 + max((at[number] for number in marks if number < origin and number in at), default=-1)
    if origin in at:
        if role(cell) != "solution" and at[origin] < lowest:
            moved = placed.pop(at[origin])
            placed.insert(lowest - 1, moved)
    elif role(cell) == "solution":
        before = max((number for number in at if number < origin), default=None)
        empty = _DELETED if cell.cell_type == "code" else ""
        placed.insert(0 if before is None else at[before] + 1, (origin, _restored(cell, empty)))
    else:
        after = min((number for number in at if number > origin), default=None)
        place = len(placed) if after is None else at[after]
        placed.insert(max(place, lowest), (origin, deepcopy(cell)))


def write_result(nb: NotebookNode, exercise_id: str, score: float, *, html: str, text: str) -> None:
    """Make the graded cell's outputs: the report for people, and the score as the one execute_result nbgrader reads.

    nbgrader turns a missing, negative or non-numeric result into full marks and a too large one into an abort, so
    such a score raises ValueError here; a missing graded cell raises NotebookError.
    """
    index = find(nb, check_id(exercise_id))
    if index is None:
        raise NotebookError(f"the notebook has no graded cell {check_id(exercise_id)}")
    cell = nb.cells[index]
    most = float(cell.metadata.nbgrader.points)
    if not (math.isfinite(score) and 0 <= score <= most):
        raise ValueError(f"{exercise_id}: the score must lie between 0 and {most:g}, not {score!r}")
    cell.execution_count = 1
    cell.outputs = [
        make_output("display_data", data={"text/html": html, "text/plain": text}),
        make_output("execute_result", data={"text/plain": repr(float(score))}, execution_count=1),
    ]


def reference_source(nb: NotebookNode) -> str:
    """The solution cells of a solutions notebook, with the imports and definitions above them that they use.

    Plots, prints and `check(...)` calls of the notebook are left out, and so is every import that only they need.
    Definitions are the author's own text, so that a mistake can be written as an edit of what stands in the notebook.
    Raises NotebookError for a cell that is no Python.
    """
    last = max((index for index, cell in enumerate(nb.cells) if _is_solution_code(cell)), default=-1)
    statements = [
        (_is_solution_code(cell), statement, text)
        for cell in nb.cells[: last + 1]
        if cell.cell_type == "code" and role(cell) != "graded"
        for statement, text in _statements(cell)
    ]
    needed: set[str] = set()
    chosen: set[int] = set()
    grown = True
    while grown:
        wanted = [
            number
            for number, (is_solution, statement, _) in enumerate(statements)
            if number not in chosen and (is_solution or needed & set(_binds(statement)))
        ]
        chosen.update(wanted)
        grown = bool(wanted)
        for number in wanted:
            needed |= _uses(statements[number][1])
    return "".join(f"{statements[number][2]}\n\n" for number in sorted(chosen))


def with_stubs(nb: NotebookNode) -> NotebookNode:
    """The notebook with its solution cells as learners get them."""
    made = deepcopy(nb)
    for cell in made.cells:
        if _is_solution_code(cell):
            cell.source = stubbed(cell.source)
    return made


def _is_solution_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and role(cell) == "solution"


def _statements(cell: NotebookNode) -> list[tuple[ast.stmt, str]]:
    """The statements of a cell, each with its text."""
    # Magics and shell lines belong to the notebook, not to the reference.
    lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in cell.source.split("\n")]
    try:
        statements = ast.parse("\n".join(lines)).body
    except SyntaxError as error:
        raise NotebookError(f"cell {cell.id}, line {error.lineno}: {error.msg}") from None
    return [(statement, _text(statement, lines)) for statement in statements]


def _text(statement: ast.stmt, lines: list[str]) -> str:
    if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return ast.unparse(statement)  # it may share its line with others
    first = min([statement.lineno, *(decorator.lineno for decorator in statement.decorator_list)])
    marks = (_BEGIN, _END)
    return "\n".join(
        line
        for line in lines[first - 1 : statement.end_lineno]
        if not (line.lstrip().startswith("#") and any(mark in line for mark in marks))
    )


def _uses(statement: ast.stmt) -> set[str]:
    """The module's names that a statement refers to; parameters and other local names are not among them."""
    names: set[str] = set()
    tables = [symtable.symtable(ast.unparse(statement), "cell", "exec")]
    for table in tables:
        names |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global() or table is tables[0]}
        tables += table.get_children()
    return names


def _binds(statement: ast.stmt) -> Iterator[str]:
    """The names that a top-level statement defines; nothing for a loop, a plain expression and the like."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).split(".")[0] for alias in statement.names)
    elif isinstance(statement, ast.FunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        yield from (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
