"""The notebooks of quizzes, written into solutions/ from the questions: `python -m autograder.quiz.notebook`.

A notebook has the prompts, the choices and the forms of answers. Keys, reasons and explanations stay in the questions.
Those of quizzes for practice are made by `release`, which puts the questions with their keys beside them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from autograder.course.load import load as load_course
from autograder.course.model import Assignment, Course, CourseError, Practice, Quiz
from autograder.course.released import KERNELSPEC
from autograder.notebook.cells import check_id
from autograder.notebook.file import make_cell
from autograder.quiz.question import Question, QuizFile
from autograder.quiz.questions import QuizError, load

_HOW = """\
Write each answer in the cell below its question, in place of `None`, and run the cell. Choices are answered with their
letters, in quotes. The last cell tells whether every answer is there and can be read; whether it is right you learn when
the quiz has been graded."""
_PRACTICE = """\
This is practice: nothing here is handed in, counted or graded. Put your answer in place of `None`, and run the cell: it says at once
whether that is right, and why. Choices are answered with their letters, in quotes. Where a question has numbers, run its cell once to
see them; after a right answer there are new ones."""
_OWN_NUMBERS = """\
Some questions have numbers of your own, which derive from your id. **Begin with the next cell**: write your id, the name
that you log in with, between the quotes, and run it. Whoever changes the id gets other numbers."""
_LEARNER = 'learner = ""  # your id'
_WIDTH = 100


def main() -> int:
    """Writes the notebooks that differ from what the questions say, and prints their paths."""
    parser = argparse.ArgumentParser(prog="python -m autograder.quiz.notebook", description=main.__doc__)
    parser.add_argument("--course", type=Path, default=Path("course.yml"), help="the course (default: ./course.yml)")
    try:
        # Without its pieces: they include the notebooks that are to be written.
        for path in write(load_course(parser.parse_args().course, check_pieces=False)):
            print(path)
    except (CourseError, QuizError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def write(course: Course) -> list[Path]:
    """Write every quiz notebook whose cells are not those of its questions; outputs of the others stay. Raises
    QuizError."""
    changed = []
    for assignment in course.assignments:
        for quiz in assignment.quizzes:
            path, made = path_of(assignment, quiz), notebook(quiz, load(quiz.questions))
            if not path.exists() or contents(nbformat.read(path, as_version=4)) != contents(made):
                path.parent.mkdir(parents=True, exist_ok=True)
                nbformat.write(made, path)
                changed.append(path)
    return changed


def path_of(assignment: Assignment, quiz: Quiz) -> Path:
    """Where the quiz's notebook lies."""
    return assignment.solutions / f"{quiz.notebook}.ipynb"


def contents(nb: NotebookNode) -> list[tuple[str, str, object]]:
    """What of a notebook comes from the questions: everything but outputs."""
    return [(cell.cell_type, cell.source, cell.metadata.get("nbgrader")) for cell in nb.cells]


def notebook(quiz: Quiz, file: QuizFile) -> NotebookNode:
    """The quiz as a notebook without outputs."""
    own_numbers = any(question.variants for question in file.questions)
    intro = [f"# {file.title}", file.intro, _HOW, *([_OWN_NUMBERS] if own_numbers else [])]
    imports = "from autograder import numbers, quiz" if own_numbers else "from autograder import quiz"
    cells = [
        make_cell("markdown", "\n\n".join(intro), id="intro"),
        make_cell("code", f"{imports}\n\n{_LEARNER}" if own_numbers else imports, id="setup"),
    ]
    for number, question in enumerate(file.questions, start=1):
        cells += _cells(number, question)
    cells.append(_graded(quiz, file, own_numbers))
    return _notebook(cells)


def practice_notebook(quiz: Practice, file: QuizFile) -> NotebookNode:
    """A quiz for practice, each question with a call that takes the answer."""
    cells = [
        make_cell("markdown", "\n\n".join([f"# {file.title}", file.intro, _PRACTICE]), id="intro"),
        make_cell("code", "from autograder import practice", id="setup"),
    ]
    for number, question in enumerate(file.questions, start=1):
        call = f'practice("{quiz.id}", {question.id}=None)  # {question.form.advice}'
        cells += [_prompt(number, question), make_cell("code", call, id=f"{_name(question)}-answer")]
    return _notebook(cells)


def _notebook(cells: list[NotebookNode]) -> NotebookNode:
    metadata = {"kernelspec": dict(KERNELSPEC), "language_info": {"name": "python"}}
    made: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return made


def _name(question: Question) -> str:
    return f"question-{question.id.replace('_', '-')}"


def _prompt(number: int, question: Question, worth: str = "", rule: str = "") -> NotebookNode:
    """What is asked; `rule` says how choices count."""
    parts = [f"## {number}. {question.title[0].upper()}{question.title[1:]}{worth}", question.asked()]
    if question.form.kind == "some":
        parts.append(f"*One or more are right{rule}.*")
    return make_cell("markdown", "\n\n".join(parts), id=_name(question))


def _cells(number: int, question: Question) -> list[NotebookNode]:
    name = _name(question)
    worth = f" ({question.points:g} points)" if question.points != 1 else ""
    rule = "; each choice counts" if question.partial == "per-choice" else "; all of them, and no other"
    cells = [_prompt(number, question, worth, rule)]
    if question.variants:
        ranges = ", ".join(f"{key}={_literal(choices)}" for key, choices in question.variants.items())
        source = f'{question.id}_numbers = numbers("{question.id}", learner, {ranges})\n{question.id}_numbers'
        cells.append(make_cell("code", source, id=f"{name}-numbers"))
    cells.append(make_cell("code", f"{question.id} = None  # {question.form.advice}", id=f"{name}-answer"))
    return cells


def _graded(quiz: Quiz, file: QuizFile, own_numbers: bool) -> NotebookNode:
    lines = [f'    "{quiz.id}",', *(["    learner,"] if own_numbers else [])]
    lines += [f'    {question.id}="{question.form}",' for question in file.questions]
    grader = {
        "cell_type": "code",
        "grade": True,
        "grade_id": check_id(quiz.id),
        "locked": True,
        "points": quiz.points,
        "schema_version": 3,
        "solution": False,
    }
    # Nobody has answered yet, so the cell ends in an error: kept as an output, and no failure of the notebook's own
    # test.
    metadata = {"nbgrader": grader, "tags": ["raises-exception"]}
    return make_cell("code", "quiz(\n" + "\n".join(lines) + "\n)", id="check", metadata=metadata)


def _literal(choices: object) -> str:
    return f'"{choices}"' if isinstance(choices, str) else repr(choices)


if __name__ == "__main__":
    sys.exit(main())
