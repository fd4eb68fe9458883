"""What insights say of a class is what the class was made of; and no report, name or answer of a learner's gets in their way."""

from __future__ import annotations

import csv
import html.parser
import json
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import made_class
import numpy
import pytest
import quick_class
from made_class import CHECKS, HINT, LETTERS, MadeClass

from autograder.cli import main
from autograder.insights.answers import Given, wrong_answers
from autograder.insights.kept import KeptAnswer
from autograder.insights.plots import histogram
from autograder.insights.statistics import difficulty, discrimination, spread
from autograder.report.model import Diagnosis


@dataclass
class Seen:
    made: MadeClass
    data: dict[str, Any]
    rows: list[dict[str, str]]
    page: str


def insights(root: Path, *options: str) -> int:
    return main(["--course", str(root / "course.yml"), "insights", *options])


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    root = tmp_path_factory.mktemp("made") / "course"
    made = made_class.make(root)
    table, data = root / "table.csv", root / "data.json"
    assert insights(root, "vectors", "--json", str(data), "--csv", str(table)) == 0
    with table.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return Seen(made, json.loads(data.read_text()), rows, (root / "insights" / "vectors.html").read_text())


def topics(data: dict[str, Any], part: str, cause: str) -> list[dict[str, Any]]:
    return [topic for topic in data["topics"] if topic["part"] == part and topic["cause"].startswith(cause)]


def test_everybody_who_is_missing_late_ungradable_or_slow_is_named_and_nobody_else(seen: Seen) -> None:
    people = [person["standing"] for person in seen.data["people"]]
    assert [person["learner"] for person in people] == seen.made.learners
    by_state = {state: {p["learner"] for p in people if p["state"] == state} for state in {p["state"] for p in people}}
    assert by_state == {
        "graded": set(seen.made.graded),
        "not handed in": seen.made.missing,
        "cannot be graded": seen.made.ungradable,
    }
    assert {p["learner"] for p in people if p["late"]} == set(seen.made.late)
    assert {p["learner"] for p in people if p["slow"]} == seen.made.slow
    assert {p["learner"] for p in people if p["absent"]} == seen.made.without_quiz


def test_scores_are_spread_as_they_were_made(seen: Seen) -> None:
    shares = [sum(seen.made.scores[learner].values()) / 22 for learner in seen.made.graded]
    counts, _ = numpy.histogram(numpy.round(shares, 9), bins=10, range=(0, 1))
    scores = seen.data["scores"]
    assert scores["bins"] == counts.tolist()
    assert scores["count"] == len(seen.made.graded)
    wanted = [numpy.mean(shares), numpy.std(shares, ddof=1), *numpy.quantile(shares, [0, 0.25, 0.5, 0.75, 1])]
    found = [scores[key] for key in ("mean", "deviation", "lowest", "lower", "median", "upper", "highest")]
    assert found == pytest.approx(wanted)


@pytest.mark.parametrize(("part", "check"), [(part, check) for part, checks in CHECKS.items() for check in checks])
def test_of_each_check_failures_difficulty_and_discrimination_are_those_planted(
    seen: Seen, part: str, check: str
) -> None:
    made = seen.made
    passed = numpy.array([made.passed[learner][part, check] for learner in made.graded], dtype=float)
    whole = sum(weight for weight, _ in CHECKS[part].values())
    worth = made_class.POINTS[part] * CHECKS[part][check][0] / whole
    rest = numpy.array([sum(made.scores[learner].values()) for learner in made.graded]) - worth * passed
    (row,) = [row for row in seen.rows if (row["part"], row["id"]) == (part, check)]
    assert int(row["learners"]) == len(passed)
    assert int(row["failed"]) == int((1 - passed).sum())
    assert float(row["difficulty"]) == pytest.approx(passed.mean(), abs=1e-4)
    assert float(row["discrimination"]) == pytest.approx(numpy.corrcoef(passed, rest)[0, 1], abs=1e-3)


def test_misconceptions_are_found_with_their_hint_and_their_learners(seen: Seen) -> None:
    (found,) = topics(seen.data, "norm", "a known misconception")
    assert (found["id"], found["hint"], set(found["learners"])) == ("no-slope-at-zero", HINT, seen.made.mistaken)
    (alike,) = topics(seen.data, "scale", "the same result")
    assert set(alike["learners"]) == seen.made.alike
    (empty,) = topics(seen.data, "norm", "left empty")
    assert set(empty["learners"]) == seen.made.untouched


def test_every_point_lost_has_one_cause_and_the_costliest_comes_first(seen: Seen) -> None:
    found = seen.data["topics"]
    lost = sum(
        made_class.POINTS[part] - score for scores in seen.made.scores.values() for part, score in scores.items()
    )
    assert sum(topic["lost"] for topic in found) == pytest.approx(lost, abs=0.5)
    assert [topic["lost"] for topic in found] == sorted((topic["lost"] for topic in found), reverse=True)
    assert sum(topic["share"] for topic in found) == pytest.approx(1)
    assert all(len(topic["learners"]) > 1 for topic in seen.data["tomorrow"])


def test_distractors_and_wrong_numbers_are_counted(seen: Seen) -> None:
    asked = {answers["item"]["id"]: answers for answers in seen.data["questions"]}
    given = seen.made.answers.values()
    chosen = Counter(answers["axis"] for answers in given)
    assert {choice["letter"]: choice["chosen"] for choice in asked["axis"]["choices"]} == dict(chosen)
    assert [choice["letter"] for choice in asked["axis"]["choices"] if choice["right"]] == [LETTERS["columns"]]
    parts = {choice["text"]: choice["chosen"] for choice in asked["parts"]["choices"]}
    assert parts == {word: sum(LETTERS[word] in answers["parts"] for answers in given) for word in made_class.PARTS}
    wrong = {answer["same"]: set(answer["learners"]) for answer in asked["doubled"]["wrong"]}
    assert wrong["2 times the right number"] == seen.made.twice
    answers = {learner: answers["doubled"] for learner, answers in seen.made.answers.items()}
    assert wrong["7"] == {learner for learner, answer in answers.items() if answer == "7"}
    assert wrong["no answer"] == {learner for learner, answer in answers.items() if answer == ""}


class Rows(html.parser.HTMLParser):
    """The cells of all tables of a page, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._cell: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._cell is not None:
            self._cell.append(data)


def test_the_page_has_the_same_numbers_and_a_place_for_everybody(seen: Seen) -> None:
    page = Rows(seen.page)
    for row in seen.rows:
        if row["kind"] == "check":
            share = f"{100 * float(row['difficulty']):.0f} %"
            wanted = [row["learners"], row["failed"]]
            assert any(
                cells[0] == row["title"] and cells[2:4] == wanted and cells[4] == share
                for cells in page.rows
                if len(cells) == 6
            ), row
    places = {attributes["id"] for _, attributes in page.tags if str(attributes.get("id")).startswith("learner-")}
    assert places == {f"learner-{number}" for number in range(300)}
    links = {
        attributes["href"] for tag, attributes in page.tags if tag == "a" and str(attributes["href"]).startswith("#")
    }
    assert {link[1:] for link in links if link} <= places | {"words"}
    (plot,) = [attributes for tag, attributes in page.tags if tag == "svg" and attributes["class"] == "plot"]
    assert f"0 to 10 percent: {seen.data['scores']['bins'][0]};" in str(plot["aria-label"])


def test_the_page_loads_nothing_and_runs_nothing(seen: Seen) -> None:
    page = Rows(seen.page)
    assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"} == set()
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "default-src 'none'" in seen.page
    assert "url(" not in seen.page


def test_the_course_so_far_has_each_learner_and_what_has_not_begun(
    seen: Seen, capsys: pytest.CaptureFixture[str]
) -> None:
    assert insights(seen.made.root, "--json", "-") == 0
    data = json.loads(capsys.readouterr().out)
    assert [one["assignment"] for one in data["assignments"]] == ["vectors"]
    assert data["later"] == ["matrices"]
    ways = {way["learner"]: way for way in data["ways"]}
    assert list(ways) == seen.made.learners
    assert {learner for learner, way in ways.items() if way["missing"]} == seen.made.missing
    assert {learner for learner, way in ways.items() if way["late"]} == set(seen.made.late)
    page = Rows((seen.made.root / "insights" / "course.html").read_text())
    assert ("a", {"href": "vectors.html"}) in page.tags


HOSTILE = ("<img src=x onerror=alert(1)>", "a'\"&amp;{{ 7*7 }}", "=1+1", "x" * 120)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    made_class.write_course(tmp_path)
    return tmp_path


def test_names_and_answers_of_learners_are_text(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = {"axis": "<b>\ud800", "parts": "</table><script>alert(2)</script>", "doubled": "9" * 1_000_000}
    (small / "reports" / "vectors" / "half\udcffname").mkdir(parents=True)
    for learner in HOSTILE:
        made_class.keep(small, learner, made_class.quiz(answers, "\u202e12"))
        made_class.keep(
            small,
            learner,
            made_class.exercise("norm", {"test_hidden::test_zero"}, Diagnosis("\x1b[31m<i>", "<u>`<s>`")),
        )
        page = small / "feedback" / learner / "vectors" / "norms.html"
        page.parent.mkdir(parents=True)
        page.touch()
    assert insights(small, "vectors", "--json", str(small / "i.json")) == 3
    out, err = capsys.readouterr()
    assert "is no learner's" in err
    assert json.loads((small / "i.json").read_text())["questions"]
    text = (small / "insights" / "vectors.html").read_text()
    page = Rows(text)
    assert {tag for tag, _ in page.tags} & {"script", "img", "b", "i", "u", "s"} == set()
    assert all(learner in page.text for learner in HOSTILE)
    assert "{{ 7*7 }}" in page.text
    assert not {"\x1b", "\u202e"} & {*text, *out, *err}
    assert len(text) < 200_000
    links = [str(attributes["href"]) for tag, attributes in page.tags if tag == "a"]
    assert "../feedback/%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E/vectors/norms.html" in links


def test_a_report_that_is_broken_or_of_another_age_is_one_line_and_the_others_count(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small / "reports" / "vectors"
    for learner in ("ada", "ben", "cleo", "dan", "eva", "finn", "gil"):
        made_class.keep(small, learner, made_class.exercise("norm", set()))
    broken = {learner: folder / learner / "norms.json" for learner in ("ben", "cleo", "dan", "eva", "finn")}
    data = json.loads(broken["ben"].read_text())
    broken["ben"].write_text(json.dumps(data | {"schema": 7}))
    broken["cleo"].write_text(broken["cleo"].read_text()[:200])
    broken["dan"].write_text(json.dumps(data | {"score": "ten"}))
    broken["eva"].write_bytes(b"\xff" * 100 + b"[" * 100_000)
    broken["finn"].unlink()
    broken["finn"].symlink_to("/dev/zero")
    data["exercises"][0]["points"] = 3
    (folder / "gil" / "norms.json").write_text(json.dumps(data))
    assert insights(small, "vectors") == 3
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert [line.split("/")[2] for line in lines] == ["ben", "cleo", "dan", "eva", "finn", "gil"]
    for line, words in zip(
        lines,
        ("has schema 7", "is no report", "is no report", "is no report", "is a symbolic link", "other"),
        strict=True,
    ):
        assert words in line
        assert "run `autograder autograde vectors --force --student" in line
    assert "vectors: 2 of 2 graded" in out


def test_without_a_report_insights_say_what_to_do(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert insights(small, "vectors") == 3
    assert "nothing was graded; run `autograder autograde vectors` first" in capsys.readouterr().err
    assert insights(small, "vectors", "--json", "-", "--csv", "-") == 2
    assert insights(small, "vectors", "--csv", "no/such/folder.csv") == 2
    assert insights(small, "vektors") == 2
    assert "vectors" in capsys.readouterr().err


def test_a_gradebook_that_is_none_is_one_line(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "gradebook.db").write_text("no database " * 100)
    assert insights(small, "vectors") == 3
    assert "cannot be read (file is not a database)" in capsys.readouterr().err
    assert not shutil.os.path.exists(small / "insights")


def test_nothing_that_does_not_vary_and_no_tiny_class_has_a_discrimination() -> None:
    rest = [float(number) for number in range(12)]
    assert discrimination([1.0] * 12, rest) is None
    assert discrimination([0.0, 1.0] * 6, [3.0] * 12) is None
    assert discrimination([0.0, 1.0], [1.0, 2.0]) is None
    assert discrimination([0.0] * 6 + [1.0] * 6, rest) == pytest.approx(0.8690, abs=1e-4)
    assert (difficulty([]), difficulty([0.0, 1.0])) == (None, 0.5)


def test_a_class_of_one_or_of_nobody_has_a_spread() -> None:
    assert spread([]).median is None
    one = spread([1.0])
    assert (one.median, one.lower, one.deviation, one.bins[-1]) == (1.0, 1.0, None, 1)
    assert spread([0.1, 0.3, 0.7 + 0.1]).bins == (0, 1, 0, 1, 0, 0, 0, 0, 1, 0)


def answer(given: str, right: str, form: str = "number") -> KeptAnswer:
    return KeptAnswer("q", form, given, right)


def test_answers_are_alike_that_are_the_same_or_differ_from_the_right_ones_alike() -> None:
    given = [
        *[("one", "30", "10"), ("two", "33", "11")],  # three times
        *[("three", "21", "20"), ("four", "31", "30"), ("five", "41", "40")],  # one more
        *[("six", "-50", "50"), ("seven", "-51", "51")],
        ("eight", "99", "12"),
    ]
    found = wrong_answers([Given(learner, answer(came, due)) for learner, came, due in given])
    assert {one.same: one.learners for one in found} == {
        "1 more than the right number": ("three", "four", "five"),
        "3 times the right number": ("one", "two"),
        "the right number with the other sign": ("six", "seven"),
        "99": ("eight",),
    }
    rounded = [("a", "0.85", "1.94591"), ("b", "1.08", "2.48491"), ("c", "1.3", "2.99573"), ("d", "0.7", "1.60944")]
    rounded += [("e", "30", "10"), ("f", "61", "20"), ("g", "0.3", "0.69315")]  # exact, and of one digit by far
    found = wrong_answers([Given(learner, answer(came, due)) for learner, came, due in rounded])
    assert [(one.same, one.learners) for one in found if len(one.learners) > 1] == [
        (
            "0.435 times the right number",
            ("a", "b", "c", "d"),
        )  # the decimal logarithm, of seven, twelve, twenty and five
    ]
    own = [("a", "0.143", {"k": 7}), ("b", "0.05", {"k": 20}), ("c", "0.1", {"k": 12})]  # the last is no 1/12
    own += [("d", "-2", {"n": 3, "m": 5}), ("e", "4", {"n": 9, "m": 5}), ("f", "nan", {"n": 1, "m": 0})]
    found = wrong_answers([Given(learner, answer(came, "77.7"), numbers) for learner, came, numbers in own])
    assert [(one.same, one.learners) for one in found if len(one.learners) > 1] == [
        ("1/k of the learner's own numbers", ("a", "b")),
        ("n - m of the learner's own numbers", ("d", "e")),
    ]
    shapes = [("a", "(3, 4)", "(4, 3)"), ("b", "(5, 6)", "(6, 5)"), ("c", "(2,)", "(2, 2)"), ("d", "(7,)", "(7, 7)")]
    found = wrong_answers([Given(learner, answer(came, due, "shape")) for learner, came, due in shapes])
    assert {one.same for one in found} == {"the right sizes in another order", "1 axis in place of 2"}


def test_work_that_changed_since_it_was_graded_is_told_from_work_that_was_only_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada", "ben"])
    (room.root / "students.csv").write_text("id,first_name,last_name\nada,Ada,Lovelace\ndan,Dan,\n")
    room.autograde()
    for notebook in (room.root / "submitted" / "ada" / "sums").glob("*.ipynb"):
        notebook.chmod(0o600)
    room.hand_in("ben", "wrong")
    room.hand_in("cleo")
    assert insights(room.root, "sums", "--json", "-") == 3
    out, err = capsys.readouterr()
    people = {person["standing"]["learner"]: person for person in json.loads(out)["people"]}
    states = {learner: person["standing"]["state"] for learner, person in people.items()}
    assert states == {
        "ada": "graded",
        "ben": "handed in again since it was graded",
        "cleo": "handed in, not graded",
        "dan": "not handed in",
    }
    assert (people["ada"]["standing"]["name"], people["ada"]["score"], people["ada"]["in_gradebook"]) == (
        "Ada Lovelace",
        6,
        None,
    )
    assert "run `autograder autograde sums`" in people["cleo"]["standing"]["why"]
    assert "the texts of add-quiz are not shown" in err
    assert "say nothing of their answers" in err


def test_mistakes_of_one_hint_are_one_topic_and_long_lists_are_cut(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = set(CHECKS["norm"])
    for learner, mistake in {"ada": "rooted", "ben": "rooted", "cleo": "squared"}.items():
        made_class.keep(small, learner, made_class.exercise("norm", failed, Diagnosis(mistake, HINT)))
    for learner in ("dan", "eva"):
        made_class.keep(small, learner, made_class.exercise("norm", failed))
    assert insights(small, "vectors", "--json", str(small / "i.json")) == 0
    data = json.loads((small / "i.json").read_text())
    (found,) = topics(data, "norm", "a known misconception")
    assert (found["id"], found["learners"]) == ("rooted, squared", ["ada", "ben", "cleo"])
    (alike,) = topics(data, "norm", "the same result")
    assert len(alike["checks"]) == len(CHECKS["norm"]) == 4
    assert f"Their pages say: {HINT[:20]}" in capsys.readouterr().out
    page = " ".join(Rows((small / "insights" / "vectors.html").read_text()).text.split())
    assert page.count(f"Their pages say: {HINT[:20]}") == 2  # among what to talk about, and among the misconceptions
    assert "; and 1 more check." in Rows((small / "insights" / "vectors.html").read_text()).text


def test_each_notebook_that_is_not_there_is_one_line_however_many_ways_there_are(small: Path) -> None:
    for learner, parts in {"ada": ("norm",), "ben": ("scale",), "cleo": ("norm", "scale")}.items():
        for part in parts:
            made_class.keep(small, learner, made_class.exercise(part, set()))
    assert insights(small, "vectors") == 0
    page = "".join(Rows((small / "insights" / "vectors.html").read_text()).text.split())
    assert "Withoutvectors-quiz:3:ada,ben,cleoWithoutnorms:1:benWithoutscaling:1:ada" in page


def test_what_a_loaded_machine_does_is_not_called_slow(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for learner, seconds in {"ada": 1.0, "ben": 1.2, "cleo": 9.0, "dan": 40.0}.items():
        made_class.keep(small, learner, made_class.exercise("norm", set()), seconds)
    assert insights(small, "vectors") == 0
    assert "Slow to grade: dan (40 s)\n" in capsys.readouterr().out


@pytest.mark.parametrize("scores", [[0.06] * 200 + [0.2] * 9, [0.45] * 50, [0.95] * 30 + [0.5], [0.5, 0.7]])
def test_the_line_of_the_median_leaves_the_count_below_it_free(scores: list[float]) -> None:
    picture = str(histogram(spread(scores)))
    counts = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="middle">\d+<', picture)
    line = re.search(r'class="line" d="([^"]*)"', picture)
    assert line is not None
    spans = re.findall(r"M([\d.]+) ([\d.]+)V([\d.]+)", line[1])
    assert float(spans[-1][2]) > 200  # down to the axis
    for x, foot in counts:
        for at, top, end in spans:
            is_near = abs(float(at) - float(x)) < 15
            assert not is_near or float(end) <= float(foot) - 13 or float(top) >= float(foot) or float(foot) > 220
