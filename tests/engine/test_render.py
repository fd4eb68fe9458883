import io
import json
from dataclasses import replace

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from nbformat.v4 import new_notebook

from autograder.gradebook.plugin import configuration
from autograder.notebook.cells import write_result
from autograder.notebook.file import make_cell
from autograder.report.message import plain
from autograder.report.model import (
    Diagnosis,
    ExerciseReport,
    Picture,
    TestResult,
    Verdict,
    exercise_report,
    from_json,
    submission_report,
    unreadable,
)
from autograder.report.render import clean, exercise_html, exercise_text, write_json, write_text

HOSTILE = '<script>alert(1)</script> & "quoted" <img src=x onerror=alert(2)>'


def report(
    *,
    verdict: Verdict = Verdict.FAILED,
    message: str | None = "expected 1, got 2",
    counterexample: str | None = "X = torch.zeros(1)",
    hint: str | None = "Look at the axis.",
) -> ExerciseReport:
    tests = (
        TestResult("test_values", "the values agree", 1, "public", Verdict.PASSED),
        TestResult(
            "test_rest",
            "the rest agrees",
            3,
            "hidden",
            verdict,
            None if message is None else plain(message),
            counterexample,
        ),
    )
    return exercise_report("softmax", 8, tests, None if hint is None else Diagnosis("wrong_axis", hint))


@pytest.mark.parametrize("show", [exercise_html, exercise_text])
@pytest.mark.parametrize(
    ("feedback", "shown"),
    [("titles", (False, False, False)), ("hints", (True, True, False)), ("counterexamples", (True, True, True))],
)
def test_the_feedback_policy_decides_what_a_learner_sees(show, feedback, shown):
    text = show(report(), feedback)
    assert "the values agree" in text
    assert "the rest agrees" in text
    assert ("Look at the axis." in text, "expected 1, got 2" in text, "X = torch.zeros(1)" in text) == shown


@pytest.mark.parametrize("show", [exercise_html, exercise_text])
def test_a_verdict_is_told_by_symbol_and_word(show):
    for verdict, symbol, word in (
        (Verdict.FAILED, "✗", "failed"),
        (Verdict.ERROR, "✗", "raised an error"),
        (Verdict.MISSING, "○", "not defined"),
        (Verdict.TIMEOUT, "⧖", "took too long"),
        (Verdict.CRASHED, "✗", "crashed"),
    ):
        text = show(report(verdict=verdict), "titles")
        assert "✓ passed" in text
        assert f"{symbol} {word}" in text


def test_points_of_each_test_and_of_the_exercise_are_shown():
    text = exercise_text(report(), "titles")
    assert "softmax: 2 of 8 points" in text
    assert "the values agree  (2/2)" in text
    assert "the rest agrees  (0/6)" in text


def test_a_grader_error_has_no_score_and_blames_nobody():
    text = exercise_text(report(verdict=Verdict.GRADER_ERROR, hint=None), "hints")
    assert "no score" in text
    assert "not the submission's fault" in text
    assert "0 of 8" not in text


def test_nothing_of_a_submission_is_markup():
    page = exercise_html(report(message=HOSTILE, counterexample=HOSTILE, hint=HOSTILE), "counterexamples")
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.find_all(["script", "img"])
    assert soup.get_text().count("<script>alert(1)</script>") == 3
    assert soup.find("pre").get_text() == HOSTILE


def test_code_in_backticks_is_code_and_still_escaped():
    soup = BeautifulSoup(exercise_html(report(hint="use `X.sum(<1>)` here"), "hints"), "html.parser")
    assert soup.find("code").get_text() == "X.sum(<1>)"


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;a title\x07after", "after"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("bell\x07 back\x08 null\x00 c1\x9b31m", "bell back null c131m"),
        ("over\rwritten", "overwritten"),
        ("abc\u202edcba", "abcdcba"),
        ("half a pair \ud800", "half a pair "),
        ("two\r\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)
def test_text_has_no_terminal_escapes_and_control_characters(dirty, expected):
    assert clean(dirty) == expected
    assert expected.split("\n")[0] in exercise_text(report(message=dirty), "hints")
    assert expected.split("\n")[0] in exercise_html(report(message=dirty), "hints")


def test_a_very_long_message_is_shortened_and_says_so():
    text = exercise_text(report(message="x" * 50_000), "hints")
    assert len(text) < 6_000
    assert "46000 more characters" in text


def test_html_needs_no_style_sheet_and_sets_no_text_colour():
    page = exercise_html(report(), "counterexamples")
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.find_all(["style", "link"])
    colours = [style for tag in soup.find_all(style=True) for style in tag["style"].split(";") if "color" in style]
    assert all("inherit" in style or "border-left" in style for style in colours)


PICTURE = Picture('an image & <b>"bold"</b>\x1b[31m', "iVBORw0KGgo=")


@pytest.mark.parametrize(("feedback", "shown"), [("titles", 0), ("hints", 0), ("counterexamples", 1)])
def test_a_picture_is_shown_with_the_counterexamples_as_a_part_of_the_page(feedback, shown):
    soup = BeautifulSoup(exercise_html(replace(report(), picture=PICTURE), feedback), "html.parser")
    images = soup.find_all("img")
    assert len(images) == shown
    for image in images:
        assert image["src"] == "data:image/png;base64,iVBORw0KGgo="
        assert image["alt"] == 'an image & <b>"bold"</b>'
        assert set(image.attrs) == {"src", "alt", "style"}
        assert "background: white" in image["style"]
    assert not soup.find_all("b")


def test_a_notebook_with_a_picture_is_valid_and_its_page_keeps_it():
    graded = {"grade": True, "solution": False, "locked": True, "cell_type": "code", "schema_version": 3, "points": 8}
    metadata = {"nbgrader": {"grade_id": "check_softmax", **graded}}
    cell = make_cell("code", "check(softmax)", id="check", metadata=metadata)
    nb = new_notebook(cells=[cell])
    page = exercise_html(replace(report(), picture=PICTURE), "counterexamples")
    write_result(nb, "softmax", 2.0, html=page, text="softmax: 2 of 8 points")
    nbformat.validate(nb)
    exporter = HTMLExporter(template_name="lab", config=configuration())
    soup = BeautifulSoup(exporter.from_notebook_node(nb)[0], "html.parser")
    assert [image["alt"] for image in soup.find_all("img")] == ['an image & <b>"bold"</b>']


def test_the_json_of_a_report_has_a_picture_only_where_there_is_one():
    plain = submission_report("linear-networks", "softmax", "cpu", ("landlock",), (report(),))
    assert "picture" not in plain.to_json()["exercises"][0]
    pictured = replace(plain, exercises=(replace(report(), picture=PICTURE),))
    data = json.loads(json.dumps(pictured.to_json()))
    assert set(data["exercises"][0]) - set(plain.to_json()["exercises"][0]) == {"picture"}
    assert data["exercises"][0]["picture"] == {"alt": PICTURE.alt, "png": PICTURE.png}
    assert from_json(data) == pictured


def submissions():
    graded = submission_report("linear-networks", "softmax", "cpu", ("landlock",), (report(),))
    return [graded, unreadable("other", "the file is \x1b[31mempty")]


def test_json_on_standard_output_is_one_list_of_reports(capsys):
    write_json(submissions(), "-")
    data = json.loads(capsys.readouterr().out)
    assert [from_json(item) for item in data] == submissions()
    assert data[0]["schema"] == 1


def test_json_goes_to_the_file_named(tmp_path, capsys):
    write_json(submissions(), str(tmp_path / "report.json"))
    assert len(json.loads((tmp_path / "report.json").read_text())) == 2
    assert capsys.readouterr().out == ""


def test_the_terminal_shows_every_notebook_and_why_one_was_not_graded():
    stream = io.StringIO()
    write_text(submissions(), stream)
    text = stream.getvalue()
    assert "linear-networks/softmax: 2 of 8 points (device cpu; isolation: landlock)" in text
    assert "X = torch.zeros(1)" in text
    assert "other: not graded\n    the file is empty" in text
    assert "1 of 2 notebooks graded" in text


def test_a_terminal_without_the_symbols_is_written_to_all_the_same():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252")
    write_text(submissions(), stream)
    stream.flush()
    assert b"? passed  the values agree" in raw.getvalue()


@pytest.mark.parametrize(
    ("verdict", "message", "state"),
    [
        (
            Verdict.FAILED,
            'This holds, but counts only together with "the values", which did not pass.',
            "○ not counted",
        ),
        (Verdict.TIMEOUT, "not run: the run had ended before (it took too long)", "○ not run"),
        (Verdict.ERROR, "ValueError: This holds, but counts only as an error", "✗ raised an error"),
    ],
)
def test_what_another_test_holds_back_is_not_said_to_have_failed(verdict, message, state):
    for show in (exercise_html, exercise_text):
        text = show(report(verdict=verdict, message=message), "hints")
        assert state in text
        assert "✗ failed" not in text


def test_what_is_not_counted_for_one_reason_is_not_said_to_fail():
    said = plain('This holds, but counts only together with "the values", which did not pass.')
    first = TestResult("test_a", "a", 1, "public", Verdict.FAILED, said)
    for show in (exercise_html, exercise_text):
        text = show(exercise_report("softmax", 8, (first, replace(first, id="test_b", same_as="test_a"))), "hints")
        assert "1 more is not counted for the same reason" in text
