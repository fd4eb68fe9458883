"""A course with one exercise and one quiz, small enough to make for every test, and submissions to it."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

REPOSITORY = Path(__file__).parents[1]

COURSE = """\
schema: 1
title: A tiny course
assignments:
  - id: sums
    due: 2027-02-01 18:00 +01:00
    exercises:
      - {id: add, notebook: adding, points: 4}
    quizzes:
      - {id: add-quiz, notebook: questions, points: 2}
"""

SOLUTION = """\
def add(a, b):
    \"\"\"Return the sum.\"\"\"
    ### BEGIN SOLUTION
    secret_total = helper(a) + b
    return secret_total
    ### END SOLUTION"""

ANSWER = "def add(a, b):\n    return a + b"


def code(source: str, id: str, **nbgrader: object) -> NotebookNode:
    meta = {"schema_version": 3, "grade": False, "locked": False, "solution": False, **nbgrader}
    return new_code_cell(source, id=id, metadata={"nbgrader": meta} if nbgrader else {})


def solution_cell(source: str = SOLUTION, id: str = "add") -> NotebookNode:
    return code(source, f"cell-of-{id}", grade_id=id, solution=True)


def graded_cell(id: str = "add", points: float = 1) -> NotebookNode:
    return code(f"check({id})", f"check-of-{id}", grade_id=f"check_{id}", grade=True, locked=True, points=points)


def notebook(*cells: NotebookNode) -> NotebookNode:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=list(cells), metadata={"kernelspec": kernel})


def solutions() -> dict[str, NotebookNode]:
    """The tiny course's solutions notebooks by name, all of one assignment."""
    return {
        "adding": notebook(
            new_markdown_cell("# Adding", id="title"),
            code("import math\nfrom autograder import check\n\ndef helper(x):\n    return math.fabs(x)", "imports"),
            solution_cell(),
            graded_cell(),
            new_markdown_cell("## Afterwards", id="afterwards"),
            code("add(1, 2)", "use"),
        ),
        "questions": notebook(solution_cell("answer = 3", "add-quiz"), graded_cell("add-quiz", 1)),
    }


def write(root: Path) -> Path:
    """Write the tiny course into `root`; returns the path of its course.yml."""
    (root / "course.yml").write_text(COURSE)
    (root / "solutions" / "sums").mkdir(parents=True)
    for name, nb in solutions().items():
        nbformat.write(nb, root / "solutions" / "sums" / f"{name}.ipynb")
    exercise = root / "graders" / "sums" / "add"
    (exercise / "answers").mkdir(parents=True)
    (exercise / "test_public.py").touch()
    (exercise / "test_hidden.py").touch()
    (root / "quizzes" / "sums").mkdir(parents=True)
    (root / "quizzes" / "sums" / "add-quiz.yml").touch()
    (root / "nbgrader_config.py").write_text((REPOSITORY / "nbgrader_config.py").read_text())
    return root / "course.yml"
