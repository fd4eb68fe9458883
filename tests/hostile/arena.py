"""A course with short limits, one judge for all attacks, and what must be the same after each of them."""

from __future__ import annotations

import ast
import os
import re
import shutil
import time
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import nbformat
from nbformat import NotebookNode
from processes import descendants

from autograder.course.load import load
from autograder.course.model import Assignment, Course
from autograder.grading.grade import grade_with
from autograder.grading.judges import Nursery, Worker
from autograder.notebook.cells import find, read
from autograder.report.model import SubmissionReport

REPOSITORY = Path(__file__).resolve().parents[2]
ATTACKS = Path(__file__).with_name("attacks")
MARK = "hostile_trace"  # in the name of everything that an attack writes or starts
WALL_SECONDS = 5.0
# Starting again, tests that compute in the judge, the search for counterexamples, and a machine with other work to do.
SLACK_SECONDS = 10.0

COURSE = """\
schema: 1
title: Under attack
limits: {{wall_seconds: {wall:g}, cpu_seconds: 5, call_seconds: {call:g}, memory_mb: 512, file_mb: 8, output_kb: 64}}
assignments:
"""

# What is attacked, and where it stands in this repository's course.
PLACES = {
    "softmax": ("linear-networks", "softmax"),
    "dropout_layer": ("multilayer-perceptrons", "dropout"),
    "corr2d": ("convolutional-neural-networks", "corr2d"),
    "batch_norm": ("convolutional-modern", "batch-norm"),
    "adam": ("optimization", "adam"),
    "adagrad": ("optimization", "adaptive"),
    "rmsprop": ("optimization", "adaptive"),
    "adadelta": ("optimization", "adaptive"),
    "train_epoch": ("inside", "train-epoch"),
    "squared_loss": ("linear-networks", "linear-regression"),
    "data_iter": ("linear-networks", "linear-regression"),
    "synthetic_data": ("linear-networks", "linear-regression"),
    "sgd": ("linear-networks", "linear-regression"),
    "softmax_cross_entropy_gradient": ("linear-networks", "softmax-regression"),
    "train_epoch_ch3": ("linear-networks", "softmax-regression"),
    "MySequential": ("builders-guide", "layers"),
    "init_normal": ("builders-guide", "parameters"),
    "Residual": ("convolutional-modern", "resnet"),
    "tokenize": ("recurrent-neural-networks", "text"),
    "count_corpus": ("recurrent-neural-networks", "text"),
    "Vocab": ("recurrent-neural-networks", "text"),
    "numerical_gradient": ("optimization", "gradient-descent"),
    "tanh": ("multilayer-perceptrons", "activations"),
    "BatchNorm": ("convolutional-modern", "batch-norm"),
    "rnn": ("recurrent-neural-networks", "rnn"),
    "grad_clipping": ("recurrent-neural-networks", "rnn"),
    "predict_ch8": ("recurrent-neural-networks", "rnn"),
    "Seq2SeqDecoder": ("recurrent-modern", "seq2seq"),
    "DotProductAttention": ("attention", "scoring"),
    "MultiHeadAttention": ("attention", "multihead"),
    "PositionalEncoding": ("attention", "positions"),
}
OWN = "train_epoch"  # of this folder: its arguments are made on the submission's side
EXERCISES = Path(__file__).with_name("exercises")

HONEST = """\
import torch

def softmax(X):
    return X.exp() / X.exp().sum()
"""

RIGHT = """\
import torch

def softmax(X):
    shifted = (X - X.max(dim=1, keepdim=True).values).exp()
    return shifted / shifted.sum(dim=1, keepdim=True)
"""


@dataclass(frozen=True)
class Attack:
    """One file of `attacks/`: `cells` go above the solution cell, whose text is `answer`.

    `exercise` is the one that it answers; `gets`: "honest", the same score as the honest answer; "no more", that or less; "nothing". `honest` is the honest
    wrong answer that computes the same.
    """

    id: str
    exercise: str
    gets: str
    honest: str
    verdict: str | None
    cells: tuple[str, ...]
    answer: str


def attack(path: Path) -> Attack:
    """Reads, and never executes, a file of `attacks/`; `# %%` begins a new cell, the last one is the answer.

    Cells that are no Python, to Python at least, are its CELLS, which stand above the others, and its ANSWER.
    """
    source = path.read_text()
    header = {}
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if name in ("ANSWER", "CELLS", "EXERCISE", "GETS", "HONEST", "VERDICT"):
                header[name] = ast.literal_eval(statement.value)
    *cells, answer = source.split("\n# %%\n")
    exercise, honest = header.get("EXERCISE", "softmax"), header.get("HONEST", HONEST)
    cells = [*header.get("CELLS", ()), *cells, *([answer] if "ANSWER" in header else [])]
    answer = header.get("ANSWER", answer)
    return Attack(path.stem, exercise, header["GETS"], honest, header.get("VERDICT"), tuple(cells), answer)


def make_course(root: Path, wall_seconds: float, call_seconds: float, exercises: Collection[str]) -> Course:
    """These exercises of PLACES, in a folder of their own."""
    entries: dict[str, str] = {}
    places = {id: PLACES[id] for id in exercises}
    for id, (assignment, notebook) in places.items():
        entries.setdefault(assignment, f"  - id: {assignment}\n    exercises:\n")
        entries[assignment] += f"      - {{id: {id}, notebook: {notebook}, points: 10}}\n"
    (root / "course.yml").write_text(COURSE.format(wall=wall_seconds, call=call_seconds) + "".join(entries.values()))
    course, whole = (load(place / "course.yml", check_pieces=False) for place in (root, REPOSITORY))
    for id, (assignment, _) in places.items():
        if id == OWN:
            _make_own(root, course.assignment(assignment), whole.assignment("linear-networks"))
            continue
        for place in (f"solutions/{assignment}", f"graders/{assignment}/{id}"):
            shutil.copytree(REPOSITORY / place, root / place, dirs_exist_ok=True)
        release = course.assignment(assignment).release
        shutil.copytree(whole.assignment(assignment).release, release, dirs_exist_ok=True)
        # Searching takes a second for each failed test; one of them shall do.
        hidden = root / f"graders/{assignment}/{id}/test_hidden.py"
        if hidden.exists():
            before, kept, after = hidden.read_text().partition("search=ORDINARY")
            without = r"\bsearch=(\w+\((?:[^()]|\([^()]*\))*\)|\w+)"
            hidden.write_text(re.sub(without, "search=None", before) + kept + re.sub(without, "search=None", after))
    return course


def _make_own(root: Path, own: Assignment, like: Assignment) -> None:
    """The exercise of this folder, in a notebook like that of softmax."""
    assignment, name = PLACES[OWN]
    shutil.copytree(EXERCISES / OWN, root / f"graders/{assignment}/{OWN}", ignore=shutil.ignore_patterns("right.py"))
    right = (EXERCISES / OWN / "right.py").read_text()
    for folder, source, answer in ((own.solutions, like.solutions, right), (own.release, like.release, "")):
        nb = read(source / "softmax.ipynb")
        nb.cells = [nb.cells[find(nb, grade_id)] for grade_id in ("softmax", "check_softmax")]
        for cell, source in zip(nb.cells, (answer, f"check({OWN})"), strict=True):
            cell.source = source
            cell.metadata.nbgrader.grade_id = cell.metadata.nbgrader.grade_id.replace("softmax", OWN)
        path = folder / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(nb, path)


class Arena:
    """Grades answers with one worker, over and over."""

    def __init__(
        self,
        root: Path,
        wall_seconds: float = WALL_SECONDS,
        call_seconds: float = 2,
        exercises: Collection[str] = tuple(PLACES),
    ) -> None:
        self.course = make_course(root, wall_seconds, call_seconds, exercises)
        # What a judge compiles and keeps would count as left by a submission.
        with mock.patch.dict(os.environ, PYTHONDONTWRITEBYTECODE="1"):
            self.nursery = Nursery(root / "course.yml", [assignment.id for assignment in self.course.assignments])
        self.worker = Worker(self.nursery, self.course.limits.wall_seconds)
        self._scores: dict[str, float] = {}
        assert self.grade(self.notebook(RIGHT)).score == 10
        self.files = snapshot(root)
        time.sleep(1)  # the submission's process is still ending
        self._processes = len(descendants(self.nursery.pid))  # the judge, bubblewrap's, and the warm one

    @property
    def assignment(self) -> Assignment:
        return self.course.assignments[0]

    def assignment_of(self, exercise: str) -> Assignment:
        return self.course.assignment(PLACES[exercise][0])

    @property
    def pid(self) -> int:
        """The judge's."""
        assert self.worker.judge is not None
        assert self.worker.judge.pid is not None
        return self.worker.judge.pid

    def release(self, exercise: str = "softmax") -> NotebookNode:
        """The notebook as it is handed out, without its examples below the check: they are not what is attacked."""
        assignment, notebook = PLACES[exercise]
        nb = read(self.course.assignment(assignment).release / f"{notebook}.ipynb")
        nb.cells = nb.cells[: 1 + find(nb, f"check_{exercise}")]
        return nb

    def notebook(self, answer: str, cells: tuple[str, ...] = (), exercise: str = "softmax") -> NotebookNode:
        nb = self.release(exercise)
        at = find(nb, exercise)
        nb.cells[at].source = answer
        for number, source in enumerate(cells):
            cell = deepcopy(nb.cells[at])
            cell.update(source=source, id=f"own-{number}", metadata=NotebookNode())
            nb.cells.insert(at + number, cell)
        return nb

    def grade(self, nb: NotebookNode, exercise: str = "softmax") -> SubmissionReport:
        return grade_with(self.worker, nb, self.assignment_of(exercise), PLACES[exercise][1], "cpu")

    def score(self, answer: str, exercise: str = "softmax") -> float:
        """The score of an answer that attacks nothing."""
        if answer not in self._scores:
            score = self.grade(self.notebook(answer, exercise=exercise), exercise).score
            assert score is not None
            self._scores[answer] = score
        return self._scores[answer]

    def timed(self, nb: NotebookNode, exercise: str = "softmax") -> tuple[SubmissionReport, float]:
        start = time.monotonic()
        return self.grade(nb, exercise), time.monotonic() - start

    def assert_unharmed(self, pid: int) -> None:
        """The same judge still gives a right answer full marks, and nothing was left anywhere."""
        report = self.grade(self.notebook(RIGHT))
        assert report.score == 10, report
        assert self.pid == pid, "the judge's process was lost"
        assert snapshot(self.course.root) == self.files
        assert traces() == []
        until = time.monotonic() + 5
        while len(descendants(self.nursery.pid)) != self._processes and time.monotonic() < until:
            time.sleep(0.02)
        assert len(descendants(self.nursery.pid)) == self._processes, "processes outlive their submission"


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file below `root`."""
    return {
        str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(root.rglob("*")) if path.is_file()
    }


def traces() -> list[str]:
    """What attacks have left outside their sandbox: files anywhere that one may write to, by name."""
    places = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path.home(), Path.cwd(), REPOSITORY]
    found = [str(path) for place in places for path in place.glob(f"*{MARK}*")]
    return found + [
        str(path) for place in (REPOSITORY / "autograder", ATTACKS.parent) for path in place.rglob(f"*{MARK}*")
    ]
