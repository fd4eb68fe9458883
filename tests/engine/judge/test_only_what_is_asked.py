"""What a command looks at does not grow with the course: the files of what was asked for, and no other's."""

from pathlib import Path

import many
import pytest

from autograder.course.fingerprint import fingerprint
from autograder.course.load import load
from autograder.course.model import CourseError

ASSIGNMENTS, EXERCISES = 10, 10


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    root = tmp_path_factory.mktemp("many")
    return root, many.write(root, ASSIGNMENTS, EXERCISES)


def belongs(path: str, assignment: str) -> bool:
    """Whether a path of the course is of this assignment, or of no one."""
    return assignment in path.split("/") or not any(part.startswith("part-") for part in path.split("/"))


def test_grading_a_notebook_loads_the_graders_of_its_assignment_alone(course, tmp_path):
    root, ids = course
    notebook = f"solutions/part-3/{ids['part-3'][4]}.ipynb"
    printed, seen = many.looked_at(root, tmp_path, "grade", notebook)
    assert "1 of 1 notebook graded" in printed
    assert [path for path in sorted(seen) if not belongs(path, "part-3")] == []
    loaded = {
        path for path in seen if path.startswith("graders/") and path.endswith(("test_public.py", "test_hidden.py"))
    }
    assert loaded == {f"graders/part-3/{id}/test_{kind}.py" for id in ids["part-3"] for kind in ("public", "hidden")}


def test_a_proof_loads_what_it_is_of(course, tmp_path):
    root, ids = course
    printed, seen = many.looked_at(root, tmp_path, "selftest", "--repeat", "2", ids["part-7"][0])
    assert "0 false alarms" in printed
    others = {path for path in seen for id in ids["part-7"][1:] if id in path}
    assert others == set()
    assert [path for path in sorted(seen) if not belongs(path, "part-7")] == []


def test_whether_an_assignment_was_edited_is_seen_in_its_own_files(course):
    root, ids = course
    loaded = load(root / "course.yml", check_pieces=False)
    files = [Path(path).relative_to(root).as_posix() for path, *_ in fingerprint(loaded, loaded.assignment("part-2"))]
    assert len(files) == 1 + len(ids["part-2"]) * 4
    assert all(belongs(path, "part-2") for path in files)


@pytest.mark.parametrize("asked", [["part-5"], ["double_5_0"]])
def test_pieces_are_looked_for_where_they_were_asked_for(tmp_path, asked):
    many.write(tmp_path, 6, 1)
    for missing in (4, 5):
        (tmp_path / f"solutions/part-{missing}/double_{missing}_0.ipynb").unlink()
    with pytest.raises(CourseError) as caught:
        load(tmp_path / "course.yml", check_pieces=asked)
    assert str(caught.value) == (
        "course.yml:21: assignments[5].exercises[0].notebook: there is no notebook solutions/part-5/double_5_0.ipynb"
    )
