"""A gradebook in PostgreSQL holds what one in SQLite does, whichever command grades."""

import sys
import warnings
from pathlib import Path

import pytest
import sqlalchemy
import tiny_course
from postgres_server import server, url

from autograder.course.load import load
from autograder.gradebook.release import ReleaseError, release

sys.path.append(str(Path(__file__).parents[1] / "hostile"))

import classroom
import quick_judge

LEARNERS = {"ada": "right", "ben": "wrong", "cleo": "right"}
RELEASE = ("autograder", "release")


@pytest.fixture(scope="module")
def folder():
    with server() as folder:
        yield folder


@pytest.fixture(scope="module")
def in_sqlite(tmp_path_factory):
    root = graded(tmp_path_factory.mktemp("sqlite") / "class", classroom.OURS)
    return query(f"sqlite:///{root / 'gradebook.db'}", classroom.GRADES)


def graded(root, command, db_url=None):
    """A class that was released, handed in and graded."""
    root.mkdir()
    tiny_course.write(root)
    config = root / "nbgrader_config.py"
    place = "" if db_url is None else f"\nget_config().CourseDirectory.update(db_url={db_url!r}, course_id='sums')\n"
    config.write_text(f"{quick_judge.IN_CONFIG}{config.read_text()}{place}")
    for step in (RELEASE, command):
        if step is command:
            for learner, answer in LEARNERS.items():
                classroom.hand_in(root, learner, answer, "2027-02-03 12:00:00 UTC")
        run(root, step)
    return root


def run(root, command):
    done = classroom.run(root, command)
    assert done.returncode == 0, done.stderr


def query(db_url, text):
    """The rows of a query, sorted; None for a statement that has none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        engine = sqlalchemy.create_engine(db_url)
        with engine.begin() as connection:
            result = connection.execute(sqlalchemy.text(text))
            found = sorted(tuple(row) for row in result) if result.returns_rows else None
        engine.dispose()
    return found


@pytest.mark.parametrize("command", [classroom.OURS, classroom.NBGRADERS], ids=["ours", "nbgraders"])
def test_scores_are_those_of_sqlite_and_a_manual_grade_stays(folder, in_sqlite, tmp_path, command):
    db_url = url(folder, f"class_of_{command[0]}")
    root = graded(tmp_path / "class", command, db_url)
    assert not (root / "gradebook.db").exists()
    assert {learner for learner, *_ in in_sqlite} == set(LEARNERS)
    assert {score for _, _, _, score, *_ in in_sqlite} == {1, 2, 4}
    assert query(db_url, classroom.GRADES) == in_sqlite
    due = "select name, duedate from assignment"
    assert query(db_url, due)[0][1].isoformat() == "2027-02-01T17:00:00"
    query(db_url, "update grade set manual_score = 1.5")
    run(root, (*command, "--force"))
    assert [row[:4] for row in query(db_url, classroom.GRADES)] == [row[:4] for row in in_sqlite]
    assert {row[4] for row in query(db_url, classroom.GRADES)} == {1.5}


def test_a_course_without_a_name_is_complained_about_before_anything_is_written(tmp_path):
    tiny_course.write(tmp_path)
    config = tmp_path / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nget_config().CourseDirectory.db_url = 'postgresql+psycopg://nowhere/x'\n")
    with pytest.raises(ReleaseError, match=r"CourseDirectory\.course_id = "):
        release(load(tmp_path / "course.yml"))
