"""The command line: help with examples that work, the version, several assignments, and where no course is."""

from __future__ import annotations

import shlex
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest
import quick_class
from quick_class import QuickClass

from autograder import cli, entry
from autograder.cli import main
from autograder.commands.examples import EXAMPLES, commands_of

REPOSITORY = Path(__file__).resolve().parents[2]
LINES = [line for lines in EXAMPLES.values() for line in lines]
# What the examples say, as the tiny course has it.
TINY = {"linear-networks": "sums", "softmax.ipynb": "adding.ipynb", "softmax": "add"}
# Examples that need a judge, an archive, or a while; each is run by tests of its own.
ELSEWHERE = {
    "collect",
    "extend",
    "feedback",
    "grade",
    "insights",
    "regrade",
    "selftest",
    "--replace",
    "new exercise",
    "reset",
    "watch",
}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada"])
    room.autograde()
    monkeypatch.chdir(room.root)
    return room


def test_each_command_has_examples_and_each_example_is_of_a_command() -> None:
    commands = dict(commands_of(cli._parser()))
    assert set(commands) == set(EXAMPLES)
    for words, command in commands.items():
        assert command.format_help().rstrip().endswith(EXAMPLES[words][-1])
        assert all(line.startswith(f"autograder {words}") for line in EXAMPLES[words])


@pytest.mark.parametrize("line", LINES)
def test_each_example_can_be_parsed_and_names_what_this_course_has(line: str) -> None:
    arguments = vars(cli._parser().parse_args(shlex.split(line)[1:]))
    course = (REPOSITORY / "course.yml").read_text()
    asked = [arguments.get(name) for name in ("assignment", "assignments", "exercise", "exercises")]
    named = [name for names in asked for name in (names if isinstance(names, list) else [names])]
    is_there = not arguments.get("new_assignment")
    assert all((f"id: {name}" in course) is is_there for name in named if isinstance(name, str))


def test_examples_run(room: QuickClass, capsys: pytest.CaptureFixture[str]) -> None:
    tried = [line for line in LINES if not ELSEWHERE & {*line.split(), " ".join(line.split()[1:3])}]
    assert len(tried) > 8
    for line in tried:
        for words, tiny in TINY.items():
            line = line.replace(words, tiny)
        assert main(shlex.split(line)[1:]) == 0, line + capsys.readouterr().err


def test_the_version_is_the_package_s(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    expected = f"autograder {version('deep-learning-autograder')}\n"
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == expected
    monkeypatch.setattr("sys.argv", ["autograder", "--version"])
    with pytest.raises(SystemExit, match="0"):
        entry._learners(ModuleNotFoundError())
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize("words", [[], ["new"]])
def test_without_a_command_there_is_the_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().out.startswith(" ".join(["usage: autograder", *words]))


def test_outside_a_course_it_says_where_it_looked_and_how_to_name_one(
    room: QuickClass, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(room.root / "submitted")
    assert main(["release"]) == 2
    said = capsys.readouterr().err
    assert f"no course at {room.root / 'submitted' / 'course.yml'}; there is one at {room.root / 'course.yml'}" in said
    assert "--course FILE" in said
    assert main(["autograde", "sums", "--course", str(room.root / "course.yml")]) == 0


def test_autograde_takes_several_assignments_or_all(room: QuickClass, capsys: pytest.CaptureFixture[str]) -> None:
    file = room.root / "course.yml"
    file.write_text(f"{file.read_text()}  - {{id: later, quizzes: [{{id: q, notebook: q, points: 1}}]}}\n")
    assert main(["autograde"]) == main(["autograde", "sums", "--all"]) == 2
    assert capsys.readouterr().err.count("say which assignments, or --all for every one; there is sums, later") == 2
    assert main(["autograde", "--all"]) == 0
    assert capsys.readouterr().out.splitlines() == ["sums: 0 graded, 1 unchanged, 0 not graded", "later: not released"]  # fmt: skip
    assert main(["autograde", "later", "sums"]) == 3  # it was asked for
    shutil.rmtree(room.root / "submitted" / "ada")
    room.ask("delete from submitted_assignment")
    capsys.readouterr()
    assert main(["autograde", "--all"]) == 0
    assert capsys.readouterr().out.splitlines() == ["sums: nothing was handed in", "later: not released"]
    assert main(["autograde", "--all", "--student", "adda"]) == 2
    assert "nothing was handed in for sums by adda" in capsys.readouterr().err
