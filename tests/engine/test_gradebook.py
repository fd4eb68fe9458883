"""nbgrader's gradebook is opened once, and takes a submission whole or not at all."""

import errno
import io
import shutil
import sqlite3
import warnings

import alembic.command
import alembic.config
import nbgrader.converters.autograde as converter
import nbgrader.preprocessors.saveautogrades as saver
import pytest
from nbgrader.api import Gradebook
from nbgrader.dbutil import _temp_alembic_ini
from sqlalchemy.exc import OperationalError

from autograder.gradebook.plugin import configuration
from autograder.gradebook.stamps import Stamps
from autograder.gradebook.transaction import opened_once, unwritable


@pytest.fixture(autouse=True)
def quiet():
    with warnings.catch_warnings():  # nbgrader's own, about its use of SQLAlchemy
        warnings.simplefilter("ignore")
        yield


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    configuration()  # else nbgrader would run a program for a new gradebook
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with warnings.catch_warnings(action="ignore"):
        Gradebook(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def path(empty, tmp_path):
    return shutil.copy(empty, tmp_path / "gradebook.db")


def test_a_new_gradebook_has_the_revision_that_nbgraders_own_program_says(path):
    said = io.StringIO()
    with _temp_alembic_ini("sqlite://") as settings:
        alembic.command.heads(alembic.config.Config(settings, stdout=said))
    revision = said.getvalue().split()[0]
    connection = sqlite3.connect(path)
    assert connection.execute("select version_num from alembic_version").fetchall() == [(revision,)]
    connection.close()


def students(path):
    connection = sqlite3.connect(path)
    try:
        return [name for (name,) in connection.execute("select id from student order by id")]
    finally:
        connection.close()


def add(path, name):
    with converter.Gradebook(f"sqlite:///{path}", "") as gradebook:
        gradebook.add_student(name)


def test_what_is_held_is_read_by_its_own_modules_and_by_nobody_else_until_the_end(path):
    with opened_once() as shared:
        with shared.holding():
            add(path, "ada")
            with saver.Gradebook(f"sqlite:///{path}") as gradebook:
                assert gradebook.find_student("ada").id == "ada"
            assert students(path) == []
        assert students(path) == ["ada"]


def test_nothing_is_kept_of_what_an_exception_leaves(path):
    def add_and_be_interrupted():
        with shared.holding():
            add(path, "ada")
            raise KeyboardInterrupt

    with opened_once() as shared:
        with pytest.raises(KeyboardInterrupt):
            add_and_be_interrupted()
        assert students(path) == []
        with shared.holding():
            add(path, "ben")
    assert students(path) == ["ben"]


def test_outside_of_a_transaction_nbgrader_commits_as_it_always_does(path):
    with opened_once():
        add(path, "ada")
        assert students(path) == ["ada"]


def test_each_database_is_opened_once_and_nbgrader_has_its_own_gradebook_back_afterwards(path):
    with opened_once():
        assert converter.Gradebook(f"sqlite:///{path}") is saver.Gradebook(f"sqlite:///{path}", "other")
        assert converter.Gradebook(f"sqlite:///{path.with_name('second.db')}") is not saver.Gradebook(
            f"sqlite:///{path}"
        )
    assert converter.Gradebook is saver.Gradebook is Gradebook


def test_a_course_that_a_failed_transaction_took_along_is_made_again(path):
    def open_course():
        with converter.Gradebook(f"sqlite:///{path}", "mine"):
            pass

    def open_course_and_fail():
        with shared.holding():
            open_course()
            raise RuntimeError

    def courses():
        connection = sqlite3.connect(path)
        try:
            return {name for (name,) in connection.execute("select id from course")}
        finally:
            connection.close()

    with opened_once() as shared:
        converter.Gradebook(f"sqlite:///{path}").close()
        with pytest.raises(RuntimeError):
            open_course_and_fail()
        assert "mine" not in courses()
        with shared.holding():
            open_course()
    assert "mine" in courses()


def test_a_locked_gradebook_is_told_in_one_line_with_what_to_do():
    error = OperationalError("insert into student ...", {}, sqlite3.OperationalError("database is locked"))
    text = str(unwritable(error, "sqlite:///gradebook.db"))
    assert "database is locked" in text
    assert "run again" in text
    assert "\n" not in text


def test_a_full_disk_concerns_everybody_and_a_missing_file_only_its_learner():
    assert "No space" in str(unwritable(OSError(errno.ENOSPC, "No space left on device", "a.ipynb"), "gradebook"))
    assert unwritable(FileNotFoundError(errno.ENOENT, "No such file", "a.ipynb"), "gradebook") is None


def test_half_a_line_that_a_kill_left_costs_no_other_stamp(tmp_path):
    file = tmp_path / "stamps"
    stamps = Stamps(file, "one")
    stamps.set("ada", "1", "[]")
    with file.open("a") as stream:
        stream.write('["one", "be')
    Stamps(file, "one").set("eve", "3", "[]")
    Stamps(file, "one").set("ada", "4", "[4.0]")
    found = Stamps(file, "one")
    assert [found.get(name) for name in ("ada", "ben", "eve")] == [("4", "[4.0]"), None, ("3", "[]")]
    assert Stamps(file, "two").get("ada") is None
