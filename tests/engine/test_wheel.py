"""What a learner installs: everything that `check` and `quiz` need, and nothing that grading must keep to itself."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.course.load import load
from autograder.grading.answers import load_answers
from autograder.notebook.cells import read, reference_source
from autograder.quiz import questions

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    wheel.extractall(folder)
    return folder


def run(installed: Path, program: str, *options: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", *options, "-c", program],
        cwd=folder or installed,
        env={"PYTHONPATH": str(installed), "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("part", ["test_public", "test_hidden", "answers/", ".yml", ".ipynb", "solutions/", "graders/"])
def test_the_wheel_has_no_part_of_a_course(wheel, part):
    assert any(name.endswith("/learner/check.py") for name in wheel.namelist())
    assert [name for name in wheel.namelist() if part in name and "/template/" not in name] == []


def secrets() -> dict[str, str]:
    """Sentences that only graders have, by where they come from."""
    found = {}
    for path in sorted((ROOT / "quizzes").glob("*/*.yml")):
        for question in questions.load(path).questions:
            found[f"{path.stem}, explanation of {question.id}"] = question.explanation
            found |= {f"{path.stem}, reason of {question.id}": c.reason for c in question.choices if c.reason}
    for assignment in load(ROOT / "course.yml").assignments:
        for exercise in assignment.exercises:
            reference = reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb"))
            for answer in load_answers(exercise.folder, reference):
                if answer.hint:
                    found[f"{exercise.id}, hint of {answer.name}"] = answer.hint
    return found


def squeezed(text: str) -> str:
    return " ".join(text.replace("\\n", " ").replace('\\"', '"').replace('",', " ").replace(' "', " ").split())


def test_no_sentence_of_the_graders_is_in_the_wheel_or_the_assignments(wheel):
    texts = {name: squeezed(wheel.read(name).decode("utf-8", "replace")) for name in wheel.namelist()}
    texts |= {str(path): squeezed(path.read_text(encoding="utf-8")) for path in released_files()}
    kept = {where: squeezed(text) for where, text in secrets().items()}
    assert len(kept) > 50
    assert [(where, name) for where, text in kept.items() for name, content in texts.items() if text in content] == []


def released_files() -> list[Path]:
    return [path for path in (ROOT / "assignments").rglob("*") if path.suffix in (".ipynb", ".py")]


def test_no_solution_is_in_the_wheel_or_the_assignments(wheel):
    from autograder.notebook.cells import find, read, solution_regions

    regions = []
    for path in sorted((ROOT / "solutions").glob("*/*.ipynb")):
        for cell in read(path).cells:
            regions += [squeezed("\n".join(line.strip() for line in lines)) for lines in solution_regions(cell.source)]
    assert len(regions) >= 8
    released = [
        squeezed("\n".join(line.strip() for cell in read(path).cells for line in cell.source.split("\n")))
        for path in (ROOT / "assignments").rglob("*.ipynb")
    ]
    released += [squeezed(path.read_text(encoding="utf-8")) for path in released_files() if path.suffix == ".py"]
    released += [squeezed(wheel.read(name).decode("utf-8", "replace")) for name in wheel.namelist()]
    assert find(read(ROOT / "assignments" / "01-linear-networks" / "softmax.ipynb"), "softmax") is not None
    assert [region for region in regions if any(region in text for text in released)] == []


def test_check_and_quiz_need_the_wheel_and_the_released_folder_alone(installed, tmp_path):
    folder = shutil.copytree(ROOT / "assignments" / "01-linear-networks", tmp_path / "handed-out")
    program = (
        "import torch, autograder\nfrom autograder import check, numbers, quiz\n"
        "def softmax(X):\n    return (X - X.logsumexp(1, keepdim=True)).exp()\n"
        "check(softmax)\nletter = 'a'\nquiz('short', letter='one of a b')\nprint(autograder.__file__)\n"
        "import sys\nprint('sympy' in sys.modules)\n"
        "from torch.fx.experimental.symbolic_shapes import ShapeEnv\nprint(ShapeEnv, 'sympy' in sys.modules)"
    )
    done = run(installed, program, folder=folder)
    assert done.returncode == 0, done.stderr
    assert "softmax: all 6 checks passed" in done.stdout
    assert "short: 1 of 1 ready" in done.stdout
    assert str(installed) in done.stdout
    # A first check does without what takes torch half a second to load; whoever asks for it later gets it.
    assert "\nFalse\n<class 'torch.fx.experimental.symbolic_shapes.ShapeEnv'> True\n" in done.stdout


def test_the_command_of_a_learners_installation_says_that_it_cannot_grade(installed):
    program = (
        "import sys; sys.modules['yaml'] = None; from autograder.entry import main; sys.argv[1:] = {}; sys.exit(main())"
    )
    alone = run(installed, program.format([]))
    assert (alone.returncode, alone.stderr) == (2, "")
    assert "progress" in alone.stdout
    assert "autograde " not in alone.stdout
    done = run(installed, program.format(["autograde", "sums"]))
    assert done.returncode == 2
    assert "but cannot grade" in done.stderr
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_editable_installation_has_the_whole_package(tmp_path):
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable"]
    subprocess.run([*command, str(ROOT), "--target", str(tmp_path)], check=True, timeout=180)
    (pointer,) = tmp_path.glob("*.pth")
    assert pointer.read_text().strip() == str(ROOT)
