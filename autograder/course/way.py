"""A learner's way through the course: the start page, and the line at the top and end of each notebook."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from nbformat import NotebookNode

from autograder.course.map import AssignmentMap, CourseMap, Part, words_of
from autograder.course.model import Assignment, Course, Practice, Quiz
from autograder.course.released import KERNELSPEC
from autograder.course.yaml import Reader
from autograder.notebook.cells import NotebookError, read, role
from autograder.notebook.file import make_cell, make_notebook

START = "00-start.ipynb"
_SHORT = 20  # characters of a name that need not be broken in a small window

_WELCOME = """\
# {title}

Work through the notebooks in this order; each begins and ends with a line that leads on. In each of them:

1. Read down to the first stub, `raise NotImplementedError()`, and put your code in its place.
2. Select the cell `check(...)` below it, and choose *Run > Run All Above Selected Cell*: the cells above import what yours needs, and `check` itself:
   without them there is a `NameError`. After a change, run your own cell again; that is enough.
3. Run the cell `check(...)`. It says what is wrong and on which input; `hint(...)` of the same function, imported as `check` is,
   says where to look. Grading checks more than `check` does.
4. Run the rest of the notebook: it shows what your code is good for.

The last cell of this page, `progress()`, shows with a ✓ what passes so far, and so does `autograder progress` in a terminal. The lists in between
do not change. What you tried is kept in the file `autograder-progress.json` beside this page, and goes nowhere. `autograder reset NOTEBOOK`
puts a notebook back as it was handed out, and keeps yours in the folder `autograder-earlier`.

To hand in, give your instructor the folder of the assignment, or use JupyterLab's *Nbgrader > Assignment List* where your course has it.
Before you do, run *Kernel > Restart Kernel and Run All Cells*: what works only in the order in which you wrote it will not work there."""


def course_map(course: Course) -> CourseMap:
    """What learners may know of the course."""
    return CourseMap(course.title, tuple(_assignment_map(assignment) for assignment in course.assignments))


def start_page(course: CourseMap) -> NotebookNode:
    """The notebook with the way through the course."""
    nb = make_notebook({"kernelspec": KERNELSPEC})
    nb.metadata.language_info = NotebookNode(name="python")
    nb.cells.append(make_cell("markdown", _WELCOME.format(title=course.title), id="start"))
    for number, assignment in enumerate(course.assignments, 1):
        nb.cells.append(make_cell("markdown", _chapter(number, assignment), id=f"start-{number}"))
    nb.cells.append(make_cell("markdown", "## How far you are", id="start-progress"))
    nb.cells.append(make_cell("code", "from autograder import progress\n\nprogress()", id="start-show"))
    return nb


def with_way(nb: NotebookNode, course: CourseMap, assignment: str, notebook: str) -> NotebookNode:
    """The notebook with the line in its first and its last cell, where these are the lesson's prose. Changes `nb`,
    returns it.

    Links in prose to other assignments, `../<id>/`, lead to the folders of the release, which have other names.
    """
    stops = [(entry, name) for entry in course.assignments for name in entry.titles]
    here = next(i for i, (entry, name) in enumerate(stops) if (entry.id, name) == (assignment, notebook))
    entry = stops[here][0]
    names = list(entry.titles)
    parts = [f"[Start](../{START})", f"{words_of(assignment)}, {names.index(notebook) + 1} of {len(names)}"]
    if here:
        parts.append(f"before: {_link(*stops[here - 1], assignment)}")
    following = stops[here + 1] if here + 1 < len(stops) else None
    if following is not None:
        parts.append(f"after: {_link(*following, assignment)}")
    quizzes = dict.fromkeys(part.notebook for part in entry.parts if part.kind == "quiz")
    # The quiz is named by itself where it is not what comes next anyway.
    if quizzes and notebook not in quizzes and (following is None or following[1] not in quizzes):
        parts.append(f"quiz: {', '.join(_link(entry, quiz, assignment) for quiz in quizzes)}")
    line = " · ".join(parts)
    # In prose that is there, which nobody hands in or has to answer; a cell of its own would shift all others.
    for cell in (*nb.cells[:1], *nb.cells[1:][-1:]):
        if cell.cell_type == "markdown" and role(cell) == "own":
            cell.source = f"{cell.source}\n\n{line}"
    for cell in nb.cells:
        if cell.cell_type == "markdown" and role(cell) == "own":
            for other in course.assignments:
                cell.source = cell.source.replace(f"](../{other.id}/", f"](../{other.folder}/")
    return nb


def _assignment_map(assignment: Assignment) -> AssignmentMap:
    graded = [
        Part("quiz" if isinstance(part, Quiz) else "exercise", part.id, name, part.points, part.minutes, part.needs)
        for name in assignment.notebooks
        for part in assignment.parts(name)
    ]
    practice = {
        quiz: Part("practice", quiz.id, quiz.notebook, 0, quiz.minutes, quiz.needs) for quiz in assignment.practice
    }
    # What needs nothing is a warm-up; what needs something comes before it is asked for a mark.
    first = [part for part in practice.values() if not part.needs]
    exercises, quizzes = ([part for part in graded if part.kind == kind] for kind in ("exercise", "quiz"))
    parts = [*first, *exercises, *(part for part in practice.values() if part.needs), *quizzes]
    due = f"{assignment.due:%A, %d %B %Y, %H:%M %Z}" if assignment.due else ""
    practised = {quiz.notebook: _practice_title(quiz) for quiz in assignment.practice}
    names = dict.fromkeys(part.notebook for part in parts)
    titles = {name: practised.get(name) or _title(assignment, name) for name in names}
    return AssignmentMap(assignment.id, assignment.release.name, due, titles, tuple(parts))


def _practice_title(quiz: Practice) -> str:
    """Its title; its notebook's name where the questions cannot be read, which `release` says."""
    reader = Reader(quiz.questions.name)
    root = reader.root(quiz.questions)
    entries = {} if root is None else reader.mapping(root, ["title"], ["intro", "questions"])
    return reader.text(entries.get("title")) or quiz.notebook


def _title(assignment: Assignment, notebook: str) -> str:
    """The notebook's heading, without what it promises behind a colon; its name where there is none."""
    return title_of(assignment.solutions / f"{notebook}.ipynb")


def title_of(path: Path) -> str:
    """The heading of the notebook `path`, as above."""
    return _heading(path, path.stat().st_mtime_ns) if path.exists() else path.stem


@functools.lru_cache(maxsize=1024)  # each notebook has all titles around it
def _heading(path: Path, changed: int) -> str:
    notebook = path.stem
    try:
        nb = read(path)
    except NotebookError:
        return notebook
    headings = (cell.source for cell in nb.cells if cell.cell_type == "markdown" and cell.source.startswith("# "))
    heading = next(headings, f"# {notebook}").partition("\n")[0].removeprefix("# ").strip()
    return heading if heading.startswith("Quiz") else heading.partition(":")[0]


def _chapter(number: int, assignment: AssignmentMap) -> str:
    """A list, since a table of so many names would be wider than a small window."""
    due = f"\n\nDue: {assignment.due}" if assignment.due else ""
    items = [f"{place}. {_item(assignment, *stop)}" for place, stop in enumerate(assignment.titles.items(), start=1)]
    return f"## {number}. {words_of(assignment.id)}{due}\n\n" + "\n".join(items)


def _item(assignment: AssignmentMap, notebook: str, title: str) -> str:
    """A notebook with what it is worth, how long it takes and what it needs, and below it what is written there."""
    parts = [part for part in assignment.parts if part.notebook == notebook]
    practice = all(part.kind == "practice" for part in parts)
    minutes, inside = sum(part.minutes for part in parts), {part.id for part in parts}
    needs = dict.fromkeys(need for part in parts for need in part.needs if need not in inside)
    points = sum(part.points for part in parts)
    said = ["for practice" if practice else f"{points:g} {'point' if points == 1 else 'points'}"]
    said += [f"{minutes} minutes"] if minutes else []
    said += [f"needs {_names(needs)} first"] if needs else []
    written = [part.id for part in parts if part.kind == "exercise"]
    head = f"[{title}]({assignment.folder}/{notebook}.ipynb): {', '.join(said)}"
    return f"{head}\\\n   You write {_names(written)}" if written else head


def _names(ids: Iterable[str]) -> str:
    return ", ".join(f"`{id}`" if len(id) <= _SHORT else f"<code>{id.replace('_', '_<wbr>')}</code>" for id in ids)


def _link(entry: AssignmentMap, notebook: str, here: str) -> str:
    folder = "" if entry.id == here else f"../{entry.folder}/"
    return f"[{entry.titles[notebook]}]({folder}{notebook}.ipynb)"
