"""`make demo`: a small class of learners, graded by the real nbgrader with its own SQLite gradebook."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.course.layout import CHECKS, HELP
from autograder.course.load import load
from autograder.course.model import Course
from autograder.quiz.question import Question
from autograder.quiz.questions import load as load_questions

ASSIGNMENT, NOTEBOOK, EXERCISE = "linear-networks", "softmax", "softmax"
QUIZ = "softmax-quiz"

_STUB = "def softmax(X):\n"
# What each learner handed in: the body of softmax.
CLASS: dict[str, str] = {
    "ada-right": "    shifted = X - X.max(dim=1, keepdim=True).values\n    exp = shifted.exp()\n    return exp / exp.sum(dim=1, keepdim=True)\n",
    "ben-first-edition": "    X_exp = torch.exp(X)\n    return X_exp / X_exp.sum(1, keepdim=True)\n",
    "cleo-wrong-axis": "    E = (X - X.max()).exp()\n    return E / E.sum(0, keepdim=True)\n",
    "dan-severed": "    E = (X - X.max(1, keepdim=True).values).detach().exp()\n    return E / E.sum(1, keepdim=True)\n",
    "eva-builtin": "    return torch.nn.functional.softmax(X, dim=1)\n",
    "finn-warns": "    import warnings\n    warnings.warn('harmless')\n    return (X - X.logsumexp(1, keepdim=True)).exp()\n",
    "gil-never-ends": "    while True:\n        pass\n",
    "hana-no-return": "    exp = X.exp()\n    exp / exp.sum(1, keepdim=True)\n",
    "ivo-exits": "    import os\n    os._exit(0)\n",
}
# To how many of the quiz's questions each of them knows the answer; the others left the quiz out.
KNOWN: dict[str, int] = {
    "ada-right": 7,
    "ben-first-edition": 5,
    "cleo-wrong-axis": 2,
    "eva-builtin": 6,
    "finn-warns": 4,
    "hana-no-return": 0,
}


def main() -> int:
    """Lays out the course in the folder given, grades it, prints the scores; nbgrader's exit status."""
    parser = argparse.ArgumentParser(prog="python -m autograder.demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="made anew")
    folder = parser.parse_args().folder.absolute()
    source = Path(__file__).resolve().parents[1]
    lay_out(source, folder)
    course = load(folder / "course.yml")
    _nbgrader(folder, "generate_assignment", ASSIGNMENT, "--force")
    hand_in(course)
    hand_in_quizzes(course)
    # Two of the class cannot be graded at all, so nbgrader's exit status is not zero.
    _nbgrader(folder, "autograde", ASSIGNMENT, "--force", expected=(0, 1))
    _nbgrader(folder, "generate_feedback", ASSIGNMENT, "--force", expected=(0, 1))
    print(table(folder))
    print(f"\nFeedback pages: {folder / 'feedback'}/<learner>/{ASSIGNMENT}/{NOTEBOOK}.html, and {QUIZ}.html")
    return 0


def lay_out(source: Path, folder: Path) -> None:
    """A course of its own in `folder`: the real one's files, without its gradebook or submissions."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("course.yml", "nbgrader_config.py"):
        shutil.copy(source / name, folder)
    shutil.copytree(source / "solutions", folder / "solutions", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for name in ("graders", "quizzes"):
        if (source / name).exists():
            shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for recorded in (source / "assignments").glob(f"*/{CHECKS}/*{HELP}"):  # to record the known mistakes takes minutes
        place = folder / recorded.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(recorded, place)


def hand_in(course: Course) -> None:
    """One submission for each learner of CLASS, an empty file and an untouched notebook."""
    release = course.assignment(ASSIGNMENT).release / f"{NOTEBOOK}.ipynb"
    for learner, body in CLASS.items():
        nb = json.loads(release.read_text(encoding="utf-8"))
        for cell in nb["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == EXERCISE:
                cell["source"] = "import torch\n\n" + _STUB + body
        _submit(course, learner, NOTEBOOK, json.dumps(nb))
    _submit(course, "jan-untouched", NOTEBOOK, release.read_text(encoding="utf-8"))
    _submit(course, "kim-empty-file", NOTEBOOK, "")
    _submit(course, "leo-broken-json", NOTEBOOK, release.read_text(encoding="utf-8")[:400])


def hand_in_quizzes(course: Course) -> None:
    """The quizzes of those who did it: answers to as many questions as they know, to the next one a wrong choice."""
    assignment = course.assignment(ASSIGNMENT)
    quiz = next(quiz for quiz in assignment.quizzes if quiz.notebook == QUIZ)
    questions = load_questions(quiz.questions).questions
    release = (assignment.release / f"{QUIZ}.ipynb").read_text(encoding="utf-8")
    for learner, known in KNOWN.items():
        nb = json.loads(release)
        answers = {question.id: right_answer(question, learner) for question in questions[:known]}
        for question in questions[known : known + 1]:
            answers[question.id] = next((c.letter for c in question.choices if not c.right), None)
        for cell in nb["cells"]:
            if cell["cell_type"] == "code":
                cell["source"] = _answered("".join(cell["source"]), {"learner": learner, **answers})
        _submit(course, learner, QUIZ, json.dumps(nb))


def right_answer(question: Question, learner: str) -> object:
    """What this learner writes to be right: text for letters and formulas, else numbers."""
    key = question.solved(learner)
    if question.form.kind == "expression":
        return str(key.text)
    return "".join(sorted(key) if isinstance(key, frozenset) else key) if question.choices else key


def _answered(source: str, answers: Mapping[str, object]) -> str:
    """The cell with the last line `name = ...` completed, where `answers` has that name."""
    *above, last = source.split("\n")
    name, equals, _ = last.partition(" = ")
    return "\n".join([*above, f"{name} = {answers[name]!r}"]) if equals and name in answers else source


def table(folder: Path) -> str:
    """Learner, score and what was found, as the gradebook and the graded notebooks have them."""
    from nbgrader.api import Gradebook

    lines = [f"{'learner':<18} {NOTEBOOK:>10} {QUIZ:>13}  what was found", "-" * 100]
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for learner in sorted(path.name for path in (folder / "submitted").iterdir()):
            found = _found(folder, learner)
            scores = [_score(folder, gradebook, learner, notebook) for notebook in (NOTEBOOK, QUIZ)]
            shown = found or "the file cannot be graded: see the log above"
            lines.append(f"{learner:<18} {scores[0]:>10} {scores[1]:>13}  {shown}"[:160])
    return "\n".join(lines)


def _score(folder: Path, gradebook: Any, learner: str, notebook: str) -> str:
    handed_in = folder / "submitted" / learner / ASSIGNMENT / f"{notebook}.ipynb"
    if not handed_in.exists():
        return "-"
    if not (folder / "autograded" / learner / ASSIGNMENT / f"{notebook}.ipynb").exists():
        return "no score"
    graded = gradebook.find_submission_notebook(notebook, ASSIGNMENT, learner)
    return f"{graded.score:.4g} / {graded.max_score:g}"


def _found(folder: Path, learner: str) -> str | None:
    """The hint, else the first check that does not hold; None where there is no graded notebook."""
    graded = folder / "autograded" / learner / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    if not graded.exists():
        return None
    cells = json.loads(graded.read_text(encoding="utf-8"))["cells"]
    cell = next(c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == f"check_{EXERCISE}")
    text = next("".join(o["data"]["text/plain"]) for o in cell["outputs"] if o["output_type"] == "display_data")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith("Hint:")]
    telling += [line for line in lines[1:] if not line.startswith("✓")]
    return telling[0] if telling else "every check holds"


def _submit(course: Course, learner: str, notebook: str, text: str) -> None:
    target = course.root / "submitted" / learner / ASSIGNMENT / f"{notebook}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _nbgrader(folder: Path, *arguments: str, expected: tuple[int, ...] = (0,)) -> None:
    print(f"$ nbgrader {' '.join(arguments)}", flush=True)
    status = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments, "--log-level=ERROR"], cwd=folder, env=os.environ
    ).returncode
    if status not in expected:
        raise SystemExit(f"nbgrader {arguments[0]} ended with status {status}")


if __name__ == "__main__":
    sys.exit(main())
