"""`autograder new exercise`: what it writes is a whole exercise, with a mark at each place that waits for its author."""

import warnings
from collections.abc import Iterable
from pathlib import Path

import nbformat
import pytest

from autograder import cli
from autograder.course.beginnings import KINDS
from autograder.course.entry import with_assignment, with_entry
from autograder.course.layout import checks_beside
from autograder.course.load import load
from autograder.gradebook.release import release
from autograder.newcourse.new import new_course
from autograder.proof.proof import Proof, prove
from autograder.proof.selftest import selftest

FILLED = {
    "contract.py": [("    # TO DO: the arguments of one call, from sizes that have ordinary values\n", "")],
    "test_public.py": [
        ("import fail, points", "import assert_close, points"),
        (
            "    # TO DO: the worked example of solutions/basics/doubling.ipynb, by assert_close(student.double(...), ...)\n"
            '    fail("the public test of double is not written yet")\n',
            "    X = torch.tensor([[1.0]], device=device)\n"
            '    assert_close(student.double(X), 2 * X, of="double(X)")\n',
        ),
        ("from autograder", "import torch\n\nfrom autograder"),
    ],
    "answers/right_another_way.py": [
        ("TO DO: another right way, in one line; name the file after it.", "A sum."),
        ("*args, **kwargs", "X"),
        ('raise NotImplementedError("this right answer is not written yet")', "return X + X"),
    ],
    "hints.yml": [("TO DO: where", "Look where"), ("TO DO: what", "See what"), ("TO DO: a", "Here is a")],
    "mistakes.yml": [("[]", "- {id: tripled, find: 2 *, replace: 3 *, hint: This is three times X.}"), ("TO DO: ", "")],
}


OTHER_CASE = (
    ("of double is", "of Double is"),
    ("student.double", "student.Double"),
    ("2 *, replace: 3 *", "X * 2, replace: X * 3"),
)


def replaced(text: str, changes: Iterable[tuple[str, str]]) -> str:
    for old, new in changes:
        text = text.replace(old, new)
    return text


WRITTEN = {
    "double": FILLED,
    "Double": {
        name: [(replaced(old, OTHER_CASE), replaced(new, OTHER_CASE)) for old, new in changes]
        for name, changes in FILLED.items()
    },
    "Scaled": {
        "contract.py": [
            (
                "    # TO DO: what makes the module, then what its forward pass takes, from sizes that have ordinary values\n",
                "",
            )
        ],
        "test_public.py": [
            ("import fail, points", "import assert_close, points"),
            (
                "    # TO DO: the worked example of solutions/basics/doubling.ipynb, by assert_close(student.Scaled(...), ...)\n"
                '    fail("the public test of Scaled is not written yet")\n',
                '    X = torch.ones(2, 3)\n    assert_close(student.Scaled(3)(X), X, of="Scaled(3)(X)")\n',
            ),
            ("from autograder", "import torch\n\nfrom autograder"),
        ],
        "answers/right_another_way.py": [
            ("TO DO: another right way, in one line; name the file after it.", "Another name, and a product."),
            ("def Scaled(*args, **kwargs):", "class Scaled(torch.nn.Module):"),
            (
                '    raise NotImplementedError("this right answer is not written yet")',
                "    def __init__(self, channels):\n        super().__init__()\n"
                "        self.gamma = torch.nn.Parameter(torch.ones(1, channels))\n\n"
                "    def forward(self, X):\n        return self.gamma.mul(X)",
            ),
            ("class Scaled", "import torch\n\n\nclass Scaled"),
        ],
        "hints.yml": FILLED["hints.yml"],
        "mistakes.yml": [
            ("[]", "- {id: added, find: X * self.scale, replace: X + self.scale, hint: This adds the scales.}"),
            ("TO DO: ", ""),
        ],
    },
}
SOLUTIONS = {
    "double": ["return 2 * X"],
    "Double": ["return X * 2"],
    "Scaled": [
        "super().__init__()\n        self.scale = torch.nn.Parameter(torch.ones(channels))",
        "return X * self.scale",
    ],
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    new_course(tmp_path / "course")
    return tmp_path / "course"


def make(course: Path, *arguments: str, id: str = "double") -> int:
    options = ["--assignment", "basics", "--notebook", "doubling", *arguments]
    return cli.main(["--course", str(course / "course.yml"), "new", "exercise", id, *options])


def proof_of(course: Path, id: str = "double") -> Proof:
    assignment = load(course / "course.yml").assignments[0]
    return prove(assignment, next(exercise for exercise in assignment.exercises if exercise.id == id))


def fill_in(course: Path, id: str = "double") -> None:
    """What an author would do."""
    folder = load(course / "course.yml", check_pieces=False).layout.grader("basics", id)
    for name, changes in WRITTEN[id].items():
        text = (folder / name).read_text()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text("".join(line for line in text.splitlines(keepends=True) if "TO DO" not in line))
    path = course / "solutions" / "basics" / "doubling.ipynb"
    nb = nbformat.read(path, as_version=4)
    for cell in nb.cells:
        for body in SOLUTIONS[id]:
            cell.source = cell.source.replace('raise NotImplementedError("the reference is not written yet")', body, 1)
        cell.source = "\n".join(line for line in cell.source.splitlines() if "# TO DO" not in line).replace(
            "TO DO: ", ""
        )
    nbformat.write(nb, path)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_loaded_and_says_what_is_missing(course, kind, capsys):
    assert make(course, "--kind", kind) == 0
    assert "autograder selftest double" in capsys.readouterr().out
    load(course / "course.yml")  # the three pieces are there
    proof = proof_of(course)
    assert 8 <= len(proof.defects) <= 15
    assert all("is not finished: TO DO: " in defect and "\n" not in defect for defect in proof.defects)
    places = {defect.partition(" ")[0].partition(":")[0] for defect in proof.defects}
    assert places == {
        "doubling.ipynb",
        "contract.py",
        "test_public.py",
        "answers/right_another_way.py",
        "mistakes.yml",
        "hints.yml",
    }


@pytest.mark.parametrize(("kind", "id"), [("function", "double"), ("module", "Scaled")])
def test_what_is_filled_in_is_released_and_proven(course, kind, id):
    assert make(course, "--kind", kind, id=id) == 0
    fill_in(course, id)
    with warnings.catch_warnings():  # nbgrader's own
        warnings.simplefilter("ignore")
        release(load(course / "course.yml"), ["basics"])
    assert SOLUTIONS[id][-1] not in (course / "assignments" / "01-basics" / "doubling.ipynb").read_text()
    report = selftest(load(course / "course.yml"), [id], jobs=1, accept=True)
    assert report.proven, report.text
    assert (report.proofs[0].right, report.proofs[0].wrong) == (1, 1)


def test_a_name_that_differs_in_case_alone_gets_a_folder_of_its_own(course):
    """On a disk that does not tell `S` from `s`, too."""
    assert make(course, id="double") == 0
    fill_in(course, "double")
    assert make(course, id="Double") == 0
    folders = sorted(path.name for path in (course / "graders" / "basics").iterdir())
    assert folders == ["Double-class", "double", "leaky_relu"]
    fill_in(course, "Double")
    with warnings.catch_warnings():  # nbgrader's own
        warnings.simplefilter("ignore")
        release(load(course / "course.yml"), ["basics"])
    checks = {name: path.name for name, path in checks_beside(course / "assignments" / "01-basics")}
    assert checks == {"leaky_relu": "leaky_relu.py", "double": "double.py", "Double": "Double-class.py"}
    report = selftest(load(course / "course.yml"), ["Double"], jobs=1, accept=True)
    assert report.proven, report.text


def test_a_function_beside_a_class_of_that_name_is_refused_until_the_class_has_a_folder_of_its_own(course, capsys):
    assert make(course, id="Double") == 0
    assert make(course, id="double") != 0
    said = capsys.readouterr().err
    assert "many disks take double and Double for one name: rename that folder to Double-class" in said
    folder = course / "graders" / "basics" / "Double"
    folder.rename(folder.with_name("Double-class"))
    assert make(course, id="double") == 0


def test_a_stub_of_each_test_fails(course):
    """Without the marks, what is not written still fails."""
    assert make(course) == 0
    for path in (course / "graders" / "basics" / "double").rglob("*.*"):
        path.write_text(path.read_text().replace("TO DO", "LATER"))
    path = course / "solutions" / "basics" / "doubling.ipynb"
    path.write_text(path.read_text().replace("TO DO", "LATER"))
    [defect] = proof_of(course).defects
    assert "test_public::test_example says failed: the public test of double is not written yet; it loses " in defect


def test_cells_are_added_to_a_notebook_that_is_there(course):
    path = course / "solutions" / "basics" / "leaky-relu.ipynb"
    before = nbformat.read(path, as_version=4)
    assert make(course, "--notebook", "leaky-relu") == 0
    after = nbformat.read(path, as_version=4)
    assert after.cells[: len(before.cells)] == before.cells
    assert after.cells[-1].metadata.nbgrader.grade_id == "check_double"


def test_an_exercise_may_begin_an_assignment(course, capsys):
    before = load(course / "course.yml").assignments
    assert make(course, "--assignment", "trees", "--new-assignment") == 0
    assert "autograder release trees" in capsys.readouterr().out
    *others, trees = load(course / "course.yml").assignments
    assert tuple(others) == before
    assert (trees.id, [exercise.id for exercise in trees.exercises], trees.notebooks) == (
        "trees",
        ["double"],
        ("doubling",),
    )
    assert make(course, "--assignment", "trees", id="triple") == 0


@pytest.mark.parametrize(
    ("id", "options", "message"),
    [
        ("double", ["--assignment", "Basics", "--new-assignment"], "the assignment basics is there already; leave"),
        (
            "double",
            ["--assignment", "../up", "--new-assignment"],
            "an assignment's name may have letters, digits, - and _",
        ),
        ("double", ["--assignment", "more", "--new-assignment", "--notebook", "leaky-relu"], "belongs to basics"),
        ("leaky_relu", [], "leaky_relu is there already, in basics"),
        ("leaky_relu_quiz", [], "leaky_relu_quiz is there already, in basics"),
        ("my-net", [], "an exercise is called like its function or class; 'my-net' cannot be a name in Python"),
        ("class", [], "'class' cannot be a name in Python"),
        (
            "double",
            ["--assignment", "basic"],
            "course.yml has no assignment basic; did you mean basics?; --new-assignment",
        ),
        ("double", ["--notebook", "a b"], "a notebook's name may have letters, digits, - and _ only, not 'a b'"),
        ("double", ["--notebook", "text"], "text.ipynb is no notebook that can be used: "),
        ("triple", ["--notebook", "leaky-relu"], "graders/basics/triple is there already"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(course, id, options, message, capsys):
    (course / "solutions" / "basics" / "text.ipynb").write_text("no notebook")
    (course / "graders" / "basics" / "triple").mkdir()
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    assert make(course, *options, id=id) == 2
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


TWO = """\
# A course.
assignments:
  - id: a  # the first
    exercises:
      - {id: one, notebook: n, points: 1}  # easy
      - id: two
        notebook: n
        points: 2

    quizzes:
      - {id: q, notebook: q, points: 1}

  - id: b
    exercises: [{id: three, notebook: m, points: 1}]  # on one line
  # the last
  - id: c
    quizzes:
      - {id: r, notebook: r, points: 1}
"""


@pytest.mark.parametrize(
    ("assignment", "old", "new"),
    [
        ("a", "        points: 2\n", "        points: 2\n      - {id: x}\n"),
        ("b", "points: 1}]  # on", "points: 1}, {id: x}]  # on"),
        ("c", "notebook: r, points: 1}\n", "notebook: r, points: 1}\n    exercises:\n      - {id: x}\n"),
    ],
)
def test_an_entry_goes_behind_the_others_and_all_else_stays(assignment, old, new):
    assert with_entry(TWO, assignment, "{id: x}") == TWO.replace(old, new)


def test_an_assignment_goes_behind_the_others_and_all_else_stays():
    added = "\n  - id: d\n    exercises:\n      - {id: x}\n"
    assert with_assignment(TWO, "d", "{id: x}") == TWO + added
    assert with_assignment(f"{TWO.rstrip()}\ntitle: T", "d", "{id: x}") == f"{TWO}{added}title: T\n"
    assert with_assignment("assignments: [{id: a}]  # one\n", "d", "{id: x}") == (
        "assignments: [{id: a}, {id: d, exercises: [{id: x}]}]  # one\n"
    )


def test_a_file_without_a_last_line_break_gets_one():
    assert with_entry(TWO.rstrip("\n"), "c", "{id: x}").endswith("points: 1}\n    exercises:\n      - {id: x}\n")


def test_selftest_of_a_course_names_what_has_no_entry_and_that_of_one_exercise_does_not_look(course, monkeypatch):
    made = Proof("leaky_relu")
    monkeypatch.setattr("autograder.proof.selftest._prove", lambda *_: made)
    stray = course / "solutions" / "basics" / "stray.ipynb"
    stray.write_bytes((course / "solutions" / "basics" / "leaky-relu.ipynb").read_bytes())
    report = selftest(load(course / "course.yml"))
    assert not report.proven
    assert "solutions/basics/stray.ipynb has no entry with notebook: stray" in report.text
    assert selftest(load(course / "course.yml"), ["leaky_relu"]).proven


def test_one_exercise_is_proven_while_another_is_incomplete(course, monkeypatch, capsys):
    monkeypatch.setattr("autograder.proof.selftest._prove", lambda *_: Proof("leaky_relu"))
    text = (course / "course.yml").read_text()
    (course / "course.yml").write_text(with_entry(text, "basics", "{id: later, notebook: later, points: 1}"))
    command = ["--course", str(course / "course.yml"), "selftest"]
    assert cli.main([*command, "leaky_relu"]) == 0
    assert cli.main(command) == 2
    assert "later has no folder" in capsys.readouterr().err
