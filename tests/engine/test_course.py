"""course.yml: what it becomes, and that every mistake in it is reported with its place."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import tiny_course

from autograder.course.load import load
from autograder.course.model import CourseError
from autograder.course.pieces import strays
from autograder.sandbox.policy import Limits

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def course_file(tmp_path: Path) -> Path:
    return tiny_course.write(tmp_path)


def problems(course_file: Path, text: str | bytes | None = None) -> list[str]:
    if text is not None:
        course_file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CourseError) as caught:
        load(course_file)
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
    return [str(problem) for problem in caught.value.problems]


def test_the_repositorys_course_is_valid() -> None:
    course = load(REPOSITORY / "course.yml")
    assert course.assignment("linear-networks").points("softmax") == {"check_softmax": 10}
    assert course.assignment_of("softmax") is course.assignments[0]
    assert course.isolation == "required"


def test_a_course_is_plain_data(course_file: Path) -> None:
    course = load(course_file)
    [assignment] = course.assignments
    [exercise], [quiz] = assignment.exercises, assignment.quizzes
    assert assignment.due == dt.datetime(2027, 2, 1, 17, 0, tzinfo=dt.UTC)
    assert assignment.notebooks == ("adding", "questions")
    assert assignment.parts("adding") == (exercise,)
    assert assignment.points("questions") == {"check_add-quiz": 2}
    assert quiz.questions == course_file.parent / "quizzes" / "sums" / "add-quiz.yml"
    assert course.limits == Limits()
    assert course.assignment_of("elsewhere") is None


def test_an_unknown_assignment_names_those_that_exist(course_file: Path) -> None:
    with pytest.raises(KeyError, match="no assignment product; it has sums"):
        load(course_file).assignment("product")


def test_which_cells_run_is_said_for_the_course_and_for_an_assignment(course_file: Path) -> None:
    assert [assignment.run for assignment in load(course_file).assignments] == ["graded"]
    course_file.write_text(tiny_course.COURSE + "run: all\n")
    assert [assignment.run for assignment in load(course_file).assignments] == ["all"]
    course_file.write_text(tiny_course.COURSE.replace("- id: sums\n", "- id: sums\n    run: graded\n") + "run: all\n")
    assert [assignment.run for assignment in load(course_file).assignments] == ["graded"]
    assert any("run" in line and "all" in line for line in problems(course_file, tiny_course.COURSE + "run: some\n"))


def test_a_seed_is_any_text_or_number_and_each_stands_for_another_number(course_file: Path) -> None:
    seeds = [load(course_file, check_pieces=False).seed]
    for text in ("autumn-2027", "autumn-2028", "7", "8", "0"):
        course_file.write_text(tiny_course.COURSE + f"seed: {text}\n")
        seeds.append(load(course_file, check_pieces=False).seed)
    assert seeds[0] == 0
    assert len(set(seeds)) == len(seeds)
    for broken in ("[1]", "''"):
        course_file.write_text(tiny_course.COURSE + f"seed: {broken}\n")
        with pytest.raises(CourseError, match="seed: must be some text or number"):
            load(course_file, check_pieces=False)


def test_limits_are_read_by_their_types(course_file: Path) -> None:
    course_file.write_text(tiny_course.COURSE + "limits: {wall_seconds: 2.5, memory_mb: 512, network: true}\n")
    limits = load(course_file).limits
    assert (limits.wall_seconds, limits.memory_mb, limits.network) == (2.5, 512, True)
    assert limits.cpu_seconds == Limits().cpu_seconds


def test_checks_that_an_exercise_requires_are_named_with_what_is_left_at_most(course_file: Path) -> None:
    def course(required: str) -> str:
        return tiny_course.COURSE.replace("points: 4}", f"points: 4, required: {required}}}")

    course_file.write_text(course("{test_values: at most 50 %, test_dtype: at most 12.5%}"))
    [exercise] = load(course_file).assignments[0].exercises
    assert exercise.required == (("test_values", 50), ("test_dtype", 12.5))
    place = "course.yml:7: assignments[0].exercises[0].required"
    for text, said in {
        "{test_values: 0.5}": f"{place}.test_values: must be a percentage, such as at most 10 %",
        "{test_values: 50 %}": f"{place}.test_values: must be a percentage, such as at most 10 %",
        "{test_values: at most 101 %}": f"{place}.test_values: must be a percentage, such as at most 10 %",
        "true": f"{place}: must name checks, such as {{test_values: at most 50 %}}",
        "[test_values]": f"{place}: must name checks, such as {{test_values: at most 50 %}}",
    }.items():
        assert problems(course_file, course(text)) == [said]


def test_lateness_is_said_for_the_course_and_for_an_assignment(course_file: Path) -> None:
    policy = "late: {grace: 15 minutes, per_day: 10 %, at_most: 50 %, closed_after: 1 week}\n"
    course_file.write_text(tiny_course.COURSE + policy)
    late = load(course_file).assignments[0].late
    assert str(late) == "10 % a day, at most 50 %, nothing within 15 minutes, closed after 7 days"
    course_file.write_text(tiny_course.COURSE.replace("- id: sums\n", "- id: sums\n    late: none\n") + policy)
    assert load(course_file).assignments[0].late is None
    takes_nothing = "takes nothing off: say per_day or closed_after, or write `late: none`"
    for text, said in {
        "{}": f"late: {takes_nothing}",
        "{grace: 15 minutes}": f"late: {takes_nothing}",
        "{per_day: 0 %}": f"late: {takes_nothing}",
        "[1]": "late: must be none, or a mapping such as {grace: 15 minutes, per_day: 10 %, at_most: 50 %}",
        "{per_day: 10}": "late.per_day: must be a percentage, such as 10 %",
        "{per_day: 110 %}": "late.per_day: must be a percentage, such as 10 %",
        "{per_day: 10 %, grace: soon}": "late.grace: must be minutes, hours, days or weeks, such as 15 minutes",
        "{at_most: 5 %, closed_after: 2 days}": "late.at_most: is at most of what? say per_day as well",
        "{grace: 2 days, closed_after: 1 day}": "late.grace: is no shorter than closed_after",
        "{pre_day: 3 %}": "late.pre_day: unknown key; did you mean per_day?",
    }.items():
        assert problems(course_file, f"{tiny_course.COURSE}late: {text}\n") == [f"course.yml:10: {said}"]


EVERY_MISTAKE = """\
schema: 2
titel: Misspelt
isolation: requird
feedback: [titles]
limits:
  memory_mb: 0.5
  wall_second: 3
  network: maybe
assignments:
  - id: sums
    due: 2027-02-01 18:00 Mars/Olympus
    exercises:
      - {id: add, notebook: adding, points: -3}
      - {id: add, notebook: adding, points: ten}
      - {id: not-python, notebook: adding, points: .inf}
      - {id: class, notebook: ../etc, points: true}
      - {notebook: missing, points: 1, points: 2}
      - just text
    quizzes:
      - {id: other, notebook: questions, points: 0}
  - id: sums
  - id: products
    due: 2027-02-30 18:00 UTC
    exercises:
      - {id: nothing, notebook: adding, points: 1}
"""


def test_every_mistake_is_reported_at_once_with_its_place(course_file: Path) -> None:
    assert problems(course_file, EVERY_MISTAKE) == [
        "course.yml:1: title: is missing",
        "course.yml:1: schema: must be 1, not 2",
        "course.yml:2: titel: unknown key; did you mean title?",
        "course.yml:3: isolation: must be one of required, none, not 'requird'; did you mean required?",
        "course.yml:4: feedback: must be one of titles, hints, counterexamples, not a list",
        "course.yml:6: limits.memory_mb: must be a positive whole number, not 0.5",
        "course.yml:7: limits.wall_second: unknown key; did you mean wall_seconds?",
        "course.yml:8: limits.network: must be true or false, not 'maybe'",
        "course.yml:11: assignments[0].due: unknown time zone Mars/Olympus; try UTC, +01:00 or Europe/Berlin",
        "course.yml:13: assignments[0].exercises[0].points: must be a positive number, not -3",
        "course.yml:14: assignments[0].exercises[1].id: add is used already, by assignments[0].exercises[0].id",
        "course.yml:14: assignments[0].exercises[1].points: must be a positive number, not 'ten'",
        "course.yml:15: assignments[0].exercises[2].points: must be a positive number, not .inf",
        "course.yml:15: assignments[0].exercises[2].notebook: solutions/sums/adding.ipynb has no solution cell with the"
        " nbgrader id not-python",
        "course.yml:15: assignments[0].exercises[2].notebook: solutions/sums/adding.ipynb has no graded code cell with"
        " the nbgrader id check_not-python",
        "course.yml:15: assignments[0].exercises[2].id: must be the name of a Python function or class,"
        " not 'not-python'",
        "course.yml:16: assignments[0].exercises[3].notebook: may have letters, digits, - and _ only, not '../etc'",
        "course.yml:16: assignments[0].exercises[3].points: must be a positive number, not true",
        "course.yml:16: assignments[0].exercises[3].id: must be the name of a Python function or class, not 'class'",
        "course.yml:17: assignments[0].exercises[4].points: is given twice",
        "course.yml:17: assignments[0].exercises[4].id: is missing",
        "course.yml:17: assignments[0].exercises[4].notebook: there is no notebook solutions/sums/missing.ipynb",
        "course.yml:18: assignments[0].exercises[5]: must be a mapping with the keys id, notebook, points,"
        " not 'just text'",
        "course.yml:20: assignments[0].quizzes[0].points: must be a positive number, not 0",
        "course.yml:20: assignments[0].quizzes[0].notebook: solutions/sums/questions.ipynb has no graded code cell with"
        " the nbgrader id check_other",
        "course.yml:20: assignments[0].quizzes[0].id: has no questions: write quizzes/sums/other.yml",
        "course.yml:21: assignments[1].id: sums is used already, by assignments[0].id",
        "course.yml:21: assignments[1]: has neither exercises nor quizzes",
        "course.yml:23: assignments[2].due: is no date: day is out of range for month",
        "course.yml:25: assignments[2].exercises[0].notebook: adding belongs to sums already; use another name",
        "course.yml:25: assignments[2].exercises[0].notebook: there is no notebook solutions/products/adding.ipynb",
        "course.yml:25: assignments[2].exercises[0].id: nothing has no folder: make graders/products/nothing/ with"
        " test_public.py, contract.py or test_hidden.py, and answers/",
    ]


NAMES_ALIKE = """\
schema: 1
title: Names that some disks take for one
assignments:
  - id: sums
    exercises:
      - {id: add, notebook: adding, points: 3}
      - {id: Add, notebook: Adding, points: 3}
    quizzes:
      - {id: questions, notebook: some, points: 1}
      - {id: Questions, notebook: other, points: 1}
  - id: Sums
    exercises:
      - {id: nothing, notebook: nothing, points: 1}
"""


def test_names_that_differ_in_case_alone_are_refused_as_many_disks_take_them_for_one(course_file: Path) -> None:
    course_file.write_text(NAMES_ALIKE)
    with pytest.raises(CourseError) as error:
        load(course_file, check_pieces=False)
    alike = "are one name on many disks, which do not tell a from A"
    assert [str(problem) for problem in error.value.problems] == [
        f"course.yml:7: assignments[0].exercises[1].notebook: solutions/sums/adding and solutions/sums/Adding {alike}:"
        " use another name",
        f"course.yml:7: assignments[0].exercises[1].id: graders/sums/add and graders/sums/Add {alike}:"
        " name the class's folder Add-class, or use another name",
        f"course.yml:10: assignments[0].quizzes[1].id: quizzes/sums/questions.yml and quizzes/sums/Questions.yml {alike}:"
        " use another name",
        f"course.yml:11: assignments[1].id: solutions/sums and solutions/Sums {alike}: use another name",
    ]
    (course_file.parent / "graders" / "sums" / "Add-class").mkdir(parents=True)
    with pytest.raises(CourseError) as error:
        load(course_file, check_pieces=False)
    assert not any("graders/" in str(problem) for problem in error.value.problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "course.yml:1: is empty"),
        ("schema: 1\n\ttitle: x", "course.yml:2: is no valid YAML: found character '\\t' that cannot start any token"),
        (
            "title: X[1 : 2]",
            "course.yml:1: is no valid YAML: mapping values are not allowed here; text with a colon in it needs quotes",
        ),
        ("schema: [1", "course.yml:1: is no valid YAML: expected ',' or ']', but got '<stream end>'"),
        (b"title: \xff", "course.yml:1: cannot be read: invalid start byte"),
        ("title: \x00", "course.yml:1: cannot be read: "),
        ("- 1", "course.yml:1: must be a mapping with the keys schema, title, assignments, not a list"),
        ("{schema: 1, title: T, assignments: 3}", "course.yml:1: assignments: must be a list, not 3"),
        ("{schema: 1, title: T, assignments: []}", "course.yml:1: assignments: must list at least one assignment"),
        ("{schema: 1, title: T, assignments: }", "course.yml:1: assignments: must be a list, not nothing"),
        ("{schema: 1, title: [], assignments: {}}", "course.yml:1: assignments: must be a list, not a mapping"),
        ("{schema: 1, assignments: [], title: []}", "course.yml:1: assignments: must list at least one assignment"),
        ("{schema: {}, title: T, assignments: []}", "course.yml:1: schema: must be 1, not a mapping"),
        ("{[1]: 2, schema: 1, title: T, assignments: []}", "course.yml:1: a list: unknown key; known are"),
        ("---\na: 1\n---\nb: 2", "course.yml:3: is no valid YAML: but found another document"),
        ("[" * 5000, "course.yml:1: cannot be read: RecursionError"),
    ],
)
def test_a_file_that_is_no_course_says_so_in_a_line(course_file: Path, text: str | bytes, message: str) -> None:
    assert problems(course_file, text)[0].startswith(message)


def test_a_course_that_does_not_exist_is_a_problem_too(tmp_path: Path) -> None:
    assert problems(tmp_path / "course.yml") == ["course.yml:1: cannot be read: No such file or directory"]


@pytest.mark.parametrize("due", ["2027-02-01", "tomorrow", "2027-02-01 18:00", "[]", "2027-02-01 18:00:00"])
def test_a_due_date_needs_a_time_and_a_zone(course_file: Path, due: str) -> None:
    [problem] = problems(course_file, tiny_course.COURSE.replace("2027-02-01 18:00 +01:00", due))
    assert problem.startswith("course.yml:5: assignments[0].due: must be a date, a time and a time zone")


@pytest.mark.parametrize(
    ("due", "hour"),
    [("2027-07-01 18:00 Europe/Berlin", 16), ("2027-07-01T18:00:00Z", 18), ("2027-07-01 18:00-0200", 20)],
)
def test_due_dates_know_time_zones(course_file: Path, due: str, hour: int) -> None:
    course_file.write_text(tiny_course.COURSE.replace("2027-02-01 18:00 +01:00", due))
    moment = load(course_file).assignments[0].due
    assert moment == dt.datetime(2027, 7, 1, hour, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("due", "says"),
    [
        (
            "2027-03-28 02:30 Europe/Berlin",
            "does not exist: clocks in Europe/Berlin are put forward that day, past 02:30",
        ),
        (
            "2027-10-31 02:30 Europe/Berlin",
            "exists twice: clocks in Europe/Berlin are put back that day; write 2027-10-31",
        ),
        ("2027-07-01 18:00 CET", "unknown time zone CET; try UTC, +01:00 or Europe/Berlin"),
        ("2027-07-01 18:00 EST", "unknown time zone EST; try UTC, +01:00 or Europe/Berlin"),
        ("2027-07-01 18:00 +25:00", "unknown time zone +25:00; try UTC, +01:00 or Europe/Berlin"),
    ],
)
def test_a_due_date_that_is_no_single_moment_is_refused(course_file: Path, due: str, says: str) -> None:
    [problem] = problems(course_file, tiny_course.COURSE.replace("2027-02-01 18:00 +01:00", due))
    assert problem.startswith(f"course.yml:5: assignments[0].due: {says}")


def test_points_have_two_decimals_and_timestamps_two_words(course_file: Path) -> None:
    text = tiny_course.COURSE.replace("points: 4", "points: 4.125").replace("title", "timestamps: always\ntitle")
    assert problems(course_file, text) == [
        "course.yml:2: timestamps: must be one of exchange, file, not 'always'",
        "course.yml:8: assignments[0].exercises[0].points: may have two decimals, as scores have, not 4.125",
    ]


def _remove_cell(id: str) -> Callable[[Path], None]:
    def break_it(root: Path) -> None:
        path = root / "solutions" / "sums" / "adding.ipynb"
        path.write_text(path.read_text().replace(f'"grade_id": "{id}"', '"grade_id": "renamed"'))

    return break_it


THREE_PIECES = {
    "solution cell": (_remove_cell("add"), "solutions/sums/adding.ipynb has no solution cell with the nbgrader id add"),
    "graded cell": (_remove_cell("check_add"), "adding.ipynb has no graded code cell with the nbgrader id check_add"),
    "notebook": (
        lambda root: (root / "solutions/sums/adding.ipynb").unlink(),
        "there is no notebook solutions/sums/adding.ipynb",
    ),
    "readable notebook": (
        lambda root: (root / "solutions/sums/adding.ipynb").write_text("{"),
        "solutions/sums/adding.ipynb: adding.ipynb: is no notebook: broken JSON at line 1",
    ),
    "folder": (
        lambda root: shutil.rmtree(root / "graders/sums/add"),
        "add has no folder: make graders/sums/add/",
    ),
    "hidden tests": (
        lambda root: (root / "graders/sums/add/test_hidden.py").unlink(),
        "add has no test_hidden.py: write graders/sums/add/contract.py, from which the usual tests follow, or ",
    ),
    "known answers": (
        lambda root: (root / "graders/sums/add/answers").rmdir(),
        "add has no known answers: make graders/sums/add/answers/",
    ),
}


@pytest.mark.parametrize("piece", THREE_PIECES)
def test_a_missing_piece_of_an_exercise_is_named(course_file: Path, piece: str) -> None:
    break_it, message = THREE_PIECES[piece]
    break_it(course_file.parent)
    [problem] = problems(course_file)
    assert message in problem
    assert problem.startswith("course.yml:7: assignments[0].exercises[0].")
    load(course_file, check_pieces=False)


def test_a_missing_entry_of_an_exercise_is_named(course_file: Path) -> None:
    assert strays(load(course_file)) == []
    course_file.write_text(
        "\n".join(line for line in tiny_course.COURSE.splitlines() if "add," not in line).replace(
            "    exercises:\n", ""
        )
    )
    assert [problem.message for problem in strays(load(course_file))] == [
        "graders/sums/add/ has no entry {id: add, ...} in the assignment sums",
        "solutions/sums/adding.ipynb has no entry with notebook: adding",
    ]


def test_a_graded_cell_without_an_entry_is_named(course_file: Path) -> None:
    course_file.write_text(tiny_course.COURSE.replace("notebook: questions", "notebook: adding"))
    path = course_file.parent / "solutions/sums/adding.ipynb"
    nb = nbformat.read(path, 4)
    nb.cells += [tiny_course.graded_cell("add-quiz"), tiny_course.graded_cell("surplus")]
    nbformat.write(nb, path)
    found = [problem.message for problem in strays(load(course_file))]
    assert "solutions/sums/adding.ipynb: its graded cell check_surplus has no entry" in found
    assert not any("check_add" in message for message in found)


def test_every_exercise_of_the_repository_has_its_three_pieces() -> None:
    assert [str(problem) for problem in strays(load(REPOSITORY / "course.yml"))] == []


def test_whose_pages_show_right_ways_is_said_for_the_course_and_for_an_assignment(course_file: Path) -> None:
    assert [assignment.shows for assignment in load(course_file).assignments] == ["never"]
    course_file.write_text(tiny_course.COURSE + "solutions: full-marks\n")
    assert [assignment.shows for assignment in load(course_file).assignments] == ["full-marks"]
    own = tiny_course.COURSE.replace("- id: sums\n", "- id: sums\n    solutions: after-due\n")
    course_file.write_text(own + "solutions: full-marks\n")
    assert [assignment.shows for assignment in load(course_file).assignments] == ["after-due"]
    assert "full-marks" in problems(course_file, tiny_course.COURSE + "solutions: always\n")[0]


def test_after_due_of_an_assignment_without_a_due_date_is_a_mistake(course_file: Path) -> None:
    own = tiny_course.COURSE.replace("- id: sums\n", "- id: sums\n    solutions: after-due\n")
    dateless = "".join(line for line in own.splitlines(keepends=True) if "due: 2027" not in line)
    (problem,) = problems(course_file, dateless)
    assert "assignments[0].solutions: after-due needs a due date" in problem
