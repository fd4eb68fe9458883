"""`mine`: a learner's own function from its notebook, once its public checks pass."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest

from autograder import mine
from autograder.learner.display import Unfinished
from autograder.notebook.cells import find

RELEASED = Path(__file__).parents[2] / "assignments" / "01-linear-networks"
RIGHT = "def powers(X):\n    return (X - X.amax(1, keepdim=True)).exp()\n\ndef softmax(X):\n    E = powers(X)\n    return E / E.sum(1, keepdim=True)"
WRONG = "def softmax(X):\n    return X.exp() / X.exp().sum(0)"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    place = tmp_path / "linear-networks"
    (place / "checks").mkdir(parents=True)
    for name in (
        "softmax.ipynb",
        "linear-regression.ipynb",
        "checks/softmax.py",
        "checks/softmax.json",
        "checks/linreg.py",
    ):
        shutil.copy(RELEASED / name, place / name)
    monkeypatch.chdir(place)
    return place


def write(folder: Path, source: str) -> None:
    nb = nbformat.read(folder / "softmax.ipynb", as_version=4)
    index = find(nb, "softmax")
    assert index is not None
    nb.cells[index].source = source
    nbformat.write(nb, folder / "softmax.ipynb")


def stand_in(X):
    return X.softmax(1)


def test_ones_own_is_used_once_its_checks_pass(folder, capsys) -> None:
    write(folder, RIGHT)
    own = mine("softmax", stand_in)
    assert own.__code__.co_filename == "<your softmax>"
    assert capsys.readouterr().out == "softmax: yours, from softmax.ipynb\n"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (None, "it is not written"),
        (WRONG, " of its checks do not pass"),
        ("softmax = 3", "it is not defined"),
        (
            "import no_such_module\n\ndef softmax(X):\n    return no_such_module.softmax(X)",
            "its cells raise ModuleNotFoundError: ",
        ),
        ("def softmax(X):\nreturn X", "expected an indented block"),
    ],
)
def test_until_then_another_one_stands_in_and_a_line_says_why(folder, capsys, source, reason) -> None:
    if source is not None:
        write(folder, source)
    assert mine("softmax", stand_in) is stand_in
    said = capsys.readouterr().out
    assert said.startswith("softmax: not yours yet, since ")
    assert reason in said
    assert said.endswith("(softmax.ipynb, as it was last saved). Another one stands in for it.\n")
    assert said.count("\n") == 1


def test_another_assignment_may_have_it_in_its_folder_beside_this_one(folder, monkeypatch, capsys) -> None:
    write(folder, RIGHT)
    beside = folder.parent / "02-multilayer-perceptrons"
    beside.mkdir()
    monkeypatch.chdir(beside)
    for name in ("linear-networks", "07-linear-networks"):
        folder = folder.rename(folder.with_name(name))
        assert mine("softmax", stand_in, "linear-networks").__code__.co_filename == "<your softmax>"
        assert capsys.readouterr().out == f"softmax: yours, from {name}/softmax.ipynb\n"
    write(folder, WRONG)
    assert mine("softmax", stand_in, "linear-networks") is stand_in
    assert " (07-linear-networks/softmax.ipynb, as it was last saved). Another" in capsys.readouterr().out
    (folder / "softmax.ipynb").unlink()
    for other in ("linear-networks", "attention"):
        assert mine("softmax", None, other) is None
        said = f"softmax: not yours yet, since no notebook of {other} beside this folder asks for it. Nothing stands in for it.\n"
        assert capsys.readouterr().out == said


def test_nothing_is_remembered_and_no_notebook_is_changed(folder) -> None:
    write(folder, RIGHT)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    mine("softmax", stand_in)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert not (folder.parent / "autograder-progress.json").exists()


def test_a_name_that_nobody_asks_for_is_refused(folder) -> None:
    (folder / "notes.ipynb").write_text("no notebook")
    (folder / "empty.ipynb").write_text(json.dumps({}))
    with pytest.raises(Unfinished, match=r"^no notebook in this folder asks for sofmax; "):
        mine("sofmax", stand_in)


def test_while_grading_the_other_one_is_used() -> None:
    guest = Path(__file__).parents[2] / "autograder" / "guest" / "autograder" / "__init__.py"
    names: dict[str, object] = {}
    exec(guest.read_text(), names)
    assert names["mine"]("softmax", stand_in) is stand_in
    assert names["mine"]("softmax", stand_in, "linear-networks") is stand_in
