"""`make demo`: a small class of learners, graded by the real nbgrader with its own SQLite gradebook."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from autograder.course import Course, load
from autograder.notebook import find

ASSIGNMENT, NOTEBOOK, EXERCISE = "linear-networks", "softmax", "softmax"

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
    # Two of the class cannot be graded at all, so nbgrader's exit status is not zero.
    _nbgrader(folder, "autograde", ASSIGNMENT, "--force", expected=(0, 1))
    _nbgrader(folder, "generate_feedback", ASSIGNMENT, "--force", expected=(0, 1))
    print(table(folder))
    print(f"\nFeedback pages: {folder / 'feedback'}/<learner>/{ASSIGNMENT}/{NOTEBOOK}.html")
    return 0


def lay_out(source: Path, folder: Path) -> None:
    """A course of its own in `folder`: the real one's files, without its gradebook or submissions."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("course.yml", "nbgrader_config.py"):
        shutil.copy(source / name, folder)
    shutil.copytree(source / "solutions", folder / "solutions", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (folder / "autograder").mkdir()
    for name in ("exercises", "quizzes"):
        if (source / "autograder" / name).exists():
            shutil.copytree(
                source / "autograder" / name,
                folder / "autograder" / name,
                ignore=shutil.ignore_patterns("__pycache__"),
            )


def hand_in(course: Course) -> None:
    """One submission for each learner of CLASS, an empty file and an untouched notebook."""
    release = course.assignment(ASSIGNMENT).release / f"{NOTEBOOK}.ipynb"
    for learner, body in CLASS.items():
        nb = json.loads(release.read_text(encoding="utf-8"))
        for cell in nb["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == EXERCISE:
                cell["source"] = "import torch\n\n" + _STUB + body
        _submit(course, learner, json.dumps(nb))
    _submit(course, "jan-untouched", release.read_text(encoding="utf-8"))
    _submit(course, "kim-empty-file", "")
    _submit(course, "leo-broken-json", release.read_text(encoding="utf-8")[:400])


def table(folder: Path) -> str:
    """Learner, score and diagnosis, as the gradebook and the feedback have them."""
    from nbgrader.api import Gradebook, MissingEntry

    lines = [f"{'learner':<20} {'score':>7}  what was found", "-" * 72]
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for learner in sorted(path.name for path in (folder / "submitted").iterdir()):
            try:
                submission = gradebook.find_submission(ASSIGNMENT, learner)
                score = f"{submission.score:g}/{submission.max_score:g}"
            except MissingEntry:
                score = "-"
            lines.append(f"{learner:<20} {score:>7}  {_found(folder, learner)}")
    return "\n".join(lines)


def _found(folder: Path, learner: str) -> str:
    graded = folder / "autograded" / learner / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    if not graded.exists():
        return "not graded: see nbgrader's log above"
    import nbformat

    nb = nbformat.read(graded, as_version=4)
    index = find(nb, f"check_{EXERCISE}")
    outputs = [] if index is None else nb.cells[index].outputs
    text = next((o.data.get("text/plain", "") for o in outputs if o.output_type == "display_data"), "")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " | ".join(lines[:2])[:160]


def _submit(course: Course, learner: str, text: str) -> None:
    target = course.root / "submitted" / learner / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _nbgrader(folder: Path, *arguments: str, expected: tuple[int, ...] = (0,)) -> None:
    print(f"$ nbgrader {' '.join(arguments)}", flush=True)
    status = subprocess.run([sys.executable, "-m", "nbgrader", *arguments], cwd=folder, env=os.environ).returncode
    if status not in expected:
        raise SystemExit(f"nbgrader {arguments[0]} ended with status {status}")


if __name__ == "__main__":
    sys.exit(main())
