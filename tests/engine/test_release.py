"""assignments/ is what nbgrader generates from solutions/ and course.yml, and tells nothing of a solution."""

import functools
import re
import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
import tiny_course
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.cli import main
from autograder.course.layout import assignment_of
from autograder.course.load import load
from autograder.gradebook.overview import overview
from autograder.gradebook.plugin import configuration
from autograder.gradebook.release import ReleaseError, release
from autograder.newcourse.new import new_course
from autograder.notebook.cells import grade_id, read, role, solution_regions

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def course_file(tmp_path: Path) -> Path:
    return tiny_course.write(tmp_path)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_repositorys_assignments_are_what_its_solutions_give(tmp_path: Path) -> None:
    # Over what was released: recordings whose sources are the same stay, as their last digits differ from machine to machine.
    for name in ("course.yml", "solutions", "graders", "quizzes", "assignments"):
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, tmp_path / name)
        elif (REPOSITORY / name).exists():
            shutil.copy(REPOSITORY / name, tmp_path / name)
    release(load(tmp_path / "course.yml"))
    fresh, committed = contents(tmp_path / "assignments"), contents(REPOSITORY / "assignments")
    assert sorted(committed) == sorted(fresh)
    stale = [name for name in fresh if fresh[name] != committed[name]]
    assert not stale, f"{stale} do not match solutions/ and course.yml; run `autograder release`"


def graded_notebooks() -> list[Path]:
    """All that are released, but for quizzes for practice: these are made from their questions alone."""
    course = load(REPOSITORY / "course.yml", check_pieces=False)
    practice = {
        assignment.release / f"{quiz.notebook}.ipynb"
        for assignment in course.assignments
        for quiz in assignment.practice
    }
    return sorted(set((REPOSITORY / "assignments").glob("*/*.ipynb")) - practice)


def test_links_in_released_notebooks_lead_to_files() -> None:
    notebooks = sorted((REPOSITORY / "assignments").rglob("*.ipynb"))
    links = [
        (path, link)
        for path in notebooks
        for cell in read(path).cells
        if cell.cell_type == "markdown"
        for link in re.findall(r"\]\(([^):]+\.ipynb)\)", cell.source)
    ]
    assert any(link.startswith("../") and not link.startswith("../00-") for _, link in links)
    assert [f"{path.name}: {link}" for path, link in links if not (path.parent / link).is_file()] == []


def lines(text: str) -> set[str]:
    return {line.strip() for line in text.split("\n")} - {""}


def test_no_line_of_a_solution_is_released() -> None:
    """A line that stands in a solution may be handed out only where the author wrote it outside of one, too."""
    for path in graded_notebooks():
        secret: set[str] = set()
        public: set[str] = set()
        for cell in read(REPOSITORY / "solutions" / assignment_of(path.parent) / path.name).cells:
            regions = ["\n".join(region) for region in solution_regions(cell.source)]
            assert regions or role(cell) != "solution", f"{path.name}: no solution region in {grade_id(cell)}"
            secret |= lines("\n".join(regions))
            rest = cell.source
            for region in regions:
                rest = rest.replace(region, "")
            public |= lines(rest)
        given_away = (secret - public) & lines("\n".join(cell.source for cell in read(path).cells))
        assert not given_away, f"{path.name} gives away: {given_away}"


def test_each_picture_of_a_lesson_is_told_in_words() -> None:
    silent = [str(path) for path in (REPOSITORY / "solutions").glob("*/*.ipynb") if "![](" in path.read_text("utf-8")]
    assert not silent, "python docs/lesson_pictures.py puts in what is seen"


def test_a_release_has_stubs_points_locks_and_no_outputs(course_file: Path) -> None:
    path = course_file.parent / "solutions" / "sums" / "adding.ipynb"
    nb = nbformat.read(path, 4)
    nb.cells[2].outputs = [nbformat.v4.new_output("stream", text="secret output")]
    nb.cells[2].execution_count = 7
    nb.cells[5].metadata = {"tags": ["nbval-skip"], "execution": {"iopub.execute_input": "2026-11-21"}}
    nb.metadata.language_info = {"name": "python", "version": "3.13.1"}
    nbformat.write(nb, path)
    release(load(course_file))
    [text] = [(course_file.parent / "assignments" / "01-sums" / "adding.ipynb").read_text()]
    released = nbformat.reads(text, 4)
    nbformat.validate(released)
    for absent in ("secret", "nbval-skip", "execute_input", "3.13.1", "SOLUTION"):
        assert absent not in text
    own = released.cells
    assert "raise NotImplementedError()" in own[2].source
    assert own[3].metadata.nbgrader.points == 4
    assert own[3].metadata.editable is False
    assert released.metadata.kernelspec.name == "python3"
    assert [cell.id for cell in own] == [cell.id for cell in nb.cells]


def test_releasing_again_changes_no_byte_and_touches_no_file(course_file: Path) -> None:
    course = load(course_file)
    folder = course_file.parent / "assignments"
    assert [path.name for path in release(course)] == [
        "adding.ipynb",
        "add.json",
        "add.py",
        "adding.original",
        "questions.original",
        "questions.ipynb",
        "00-start.ipynb",
        "course.json",
    ]
    before = contents(folder), [path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))]
    assert release(course) == []
    assert (contents(folder), [path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))]) == before


def test_cells_without_ids_get_the_same_ids_each_time(course_file: Path) -> None:
    path = course_file.parent / "solutions" / "sums" / "adding.ipynb"
    nb = nbformat.read(path, 4)
    nb.nbformat_minor = 4
    for cell in nb.cells:
        del cell["id"]
    path.write_text(nbformat.writes(nb))
    release(load(course_file))
    assert release(load(course_file)) == []


def test_points_and_due_date_reach_the_gradebook(course_file: Path) -> None:
    release(load(course_file))
    course_file.write_text(tiny_course.COURSE.replace("points: 4", "points: 7.5").replace("18:00", "20:00"))
    db_url = f"sqlite:///{course_file.parent}/gradebook.db"
    assert [path.name for path in release(load(course_file))] == [
        "adding.ipynb",
        "adding.original",
        "00-start.ipynb",
        "course.json",
    ]
    with Gradebook(db_url) as gradebook:
        assert gradebook.find_assignment("sums").max_score == 9.5
        assert str(gradebook.find_assignment("sums").duedate) == "2027-02-01 19:00:00"
        assert gradebook.find_grade_cell("check_add", "adding", "sums").max_score == 7.5


def test_files_beside_a_notebook_are_released_and_stale_ones_removed(course_file: Path) -> None:
    source, target = (course_file.parent / name for name in ("solutions/sums", "assignments/01-sums"))
    (source / "data.csv").write_text("1,2")
    target.mkdir(parents=True)
    (target / "old.ipynb").write_text("{}")
    release(load(course_file), ["sums"])
    assert sorted(contents(target)) == [
        "adding.ipynb",
        "checks/add.json",
        "checks/add.py",
        "checks/adding.original",
        "checks/questions.original",
        "data.csv",
        "questions.ipynb",
    ]


def test_a_release_that_fails_says_why_and_leaves_the_old_one(course_file: Path) -> None:
    course = load(course_file)
    release(course)
    before = contents(course_file.parent / "assignments")
    path = course_file.parent / "solutions" / "sums" / "adding.ipynb"
    path.write_text(path.read_text().replace("### END SOLUTION", ""))
    with pytest.raises(
        ReleaseError, match=r"^sums could not be released: RuntimeError: no end solution statement found$"
    ):
        release(course)
    assert contents(course_file.parent / "assignments") == before


def test_a_graded_cell_unknown_to_the_course_is_not_released(course_file: Path) -> None:
    path = course_file.parent / "solutions" / "sums" / "adding.ipynb"
    nb = nbformat.read(path, 4)
    nb.cells.append(tiny_course.graded_cell("more"))
    nbformat.write(nb, path)
    with pytest.raises(ReleaseError, match=r"course\.yml has no entry for the graded cell check_more"):
        release(load(course_file))


def test_an_unknown_assignment_is_not_released(course_file: Path) -> None:
    with pytest.raises(KeyError, match="no assignment product"):
        release(load(course_file), ["product"])


def test_released_notebooks_keep_every_nbgrader_cell() -> None:
    for path in graded_notebooks():
        solution = read(REPOSITORY / "solutions" / assignment_of(path.parent) / path.name)
        ids = [grade_id(cell) for cell in solution.cells]
        assert [grade_id(cell) for cell in read(path).cells] == ids


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import no_such_module\n", "nbgrader_config.py:1: cannot be run: ModuleNotFoundError: No module named 'no_such_module'"),
        ("c = get_config()\nc.X.y = 1 / 0\n", "nbgrader_config.py:2: cannot be run: ZeroDivisionError: division by zero"),
        ("c = get_config()\nc.X = (\n", "nbgrader_config.py:2: cannot be run: SyntaxError: '(' was never closed"),
        (None, "nbgrader_config.py:1: is not there; `autograder new course` shows what it holds"),
    ],
    ids=["import", "error", "syntax", "missing"],
)  # fmt: skip
def test_a_configuration_that_cannot_be_run_is_one_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, said: str
) -> None:
    new_course(tmp_path / "course")
    path = tmp_path / "course" / "nbgrader_config.py"
    path.unlink()
    if text is not None:
        path.write_text(text)
    assert main(["--course", str(tmp_path / "course" / "course.yml"), "feedback", "basics"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(said)


def test_a_release_follows_its_assignments_to_another_place_in_the_course(course_file: Path) -> None:
    folder = course_file.parent / "assignments"
    release(load(course_file))
    (folder / "01-sums").rename(folder / "sums")  # as an earlier version named it
    assert release(load(course_file)) == [folder / "01-sums"]
    (folder / "01-sums").rename(folder / "03-sums")
    assert main(["--course", str(course_file), "release"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["00-start.ipynb", "01-sums", "course.json"]
    shutil.copytree(folder / "01-sums", folder / "02-sums")
    with pytest.raises(ReleaseError, match=r"assignments/02-sums and assignments/01-sums are both releases of sums"):
        release(load(course_file))


def test_nbgrader_finds_a_release_by_the_assignments_id(course_file: Path) -> None:
    release(load(course_file))
    root = course_file.parent
    coursedir = CourseDirectory(root=str(root), config=configuration())
    place = functools.partial(coursedir.format_path, student_id=".", assignment_id="sums")
    assert Path(place("assignments")) == root / "assignments" / "01-sums"
    assert Path(place("solutions")) == root / "solutions" / "sums"
    assert Path(coursedir.format_path("assignments", ".", "*")) == root / "assignments" / "*"
    course_file.write_text("schema: 2")
    assert Path(place("assignments")) == root / "assignments" / "sums"


def test_a_release_says_points_due_dates_and_what_mistakes_earn(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    path = tmp_path / "course" / "course.yml"
    path.write_text(path.read_text().replace("# due:", "late: {per_day: 10 %}\n    due:"))

    def said() -> list[str]:
        return list(overview(load(path).assignments[0]))

    first, exercise, quiz = said()
    assert first == "basics: 12 points, due 2027-02-01 18:00 Europe/Berlin; late: 10 % a day, at most 100 %"
    # As `autograder selftest --scores leaky_relu` shows them: 7.5, 1.07, 0 and 0.
    known = "4 known mistakes earn 0 to 7.5, half of them 0.54 or more; most: wrong_severed"
    assert exercise.split(None, 1) == ["leaky_relu", f"10 points; {known}"]
    assert quiz.split() == ["leaky_relu_quiz", "2", "points"]
    path.write_text(path.read_text().replace("points: 10", "points: 10, required: {test_gradients: at most 25 %}"))
    assert "4 known mistakes earn 0 to 2.5, " in said()[1]
    path.write_text(path.read_text().replace("test_gradients:", "test_gradient:"))
    with pytest.raises(
        ReleaseError, match="leaky_relu: required: there is no check test_gradient; did you mean test_gradi"
    ):
        release(load(path))
    assert not (tmp_path / "course" / "assignments").exists()


def test_an_assignment_of_practice_alone_is_said_to_have_no_points(course_file: Path) -> None:
    nothing_graded = replace(load(course_file).assignments[0], exercises=(), quizzes=())
    assert list(overview(nothing_graded)) == ["sums: 0 points, due 2027-02-01 18:00 UTC+01:00"]
