from pathlib import Path

import pytest

from autograder.grading.answers import AnswersError, load_answers, read_answers

HIDDEN = "def test_values(): ...\ndef test_layout(): ...\n"
WRONG = '"""Adds one."""\n\nHINT = "This adds one."\nMUST_FAIL = "test_hidden::test_values"\n\n\ndef double(X):\n    return X + 1\n'
REFERENCE = "def double(X):\n    return 2 * X\n"
RIGHT = '"""A sum."""\n\n\ndef double(X):\n    return X + X\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "double"
    (folder / "answers").mkdir(parents=True)
    (folder / "test_hidden.py").write_text(HIDDEN)
    (folder / "test_public.py").write_text("def test_example(): ...\n")
    (folder / "expected.yml").write_text("wrong_plus_one: [test_public::test_example, test_hidden::test_values]\n")
    return folder


def write(folder: Path, **answers: str) -> Path:
    for name, source in answers.items():
        (folder / "answers" / f"{name}.py").write_text(source)
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(AnswersError) as caught:
        load_answers(folder, REFERENCE)
    return [str(problem) for problem in caught.value.problems]


def test_answers_are_read_with_their_titles_hints_and_tests(folder: Path) -> None:
    right, wrong = load_answers(write(folder, right_sum=RIGHT, wrong_plus_one=WRONG), REFERENCE)
    assert (right.id, right.kind, right.title, right.hint, right.fails) == ("sum", "right", "A sum.", "", frozenset())
    assert (wrong.id, wrong.kind, wrong.title, wrong.hint) == ("plus_one", "wrong", "Adds one.", "This adds one.")
    assert wrong.fails == {"test_public::test_example", "test_hidden::test_values"}
    assert wrong.must_fail == "test_hidden::test_values"
    assert wrong.source == WRONG


def test_an_answer_without_a_record_fails_nothing_yet_and_need_not_name_a_test(folder: Path) -> None:
    (folder / "expected.yml").unlink()
    (answer,) = load_answers(
        write(folder, wrong_a=WRONG.replace('MUST_FAIL = "test_hidden::test_values"\n', "")), REFERENCE
    )
    assert (answer.fails, answer.must_fail) == (frozenset(), None)


def test_a_record_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "expected.yml").write_text("wrong_a: [\n")
    (problem,) = problems(write(folder, wrong_a=WRONG))
    assert problem.startswith("double/expected.yml:2: is no valid YAML")


def test_nothing_is_executed(folder: Path) -> None:
    load_answers(write(folder, right_bomb=RIGHT + "\n1 / 0\n"), REFERENCE)


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("wrong_a", WRONG.replace("HINT", "TIP"), "wrong_a.py:1: has no HINT: a sentence for the learner"),
        ("wrong_a", WRONG.replace('"This adds one."', "3"), "wrong_a.py:3: HINT must be a sentence for the learner"),
        (
            "wrong_a",
            WRONG.replace('"This adds one."', "str(3)"),
            "wrong_a.py:3: HINT must be written out, as a literal",
        ),
        (
            "wrong_a",
            WRONG.replace('"test_hidden::test_values"', "[]"),
            "wrong_a.py:4: MUST_FAIL must be the name of one test, such as test_hidden::test_values",
        ),
        (
            "wrong_a",
            WRONG.replace("hidden::test_values", "hidden::test_value"),
            "wrong_a.py:4: MUST_FAIL names test_hidden::test_value, which is no test; did you mean test_hidden::test_values?",
        ),
        ("wrong_a", WRONG.replace("def double", "def doubled"), "wrong_a.py:1: does not define double"),
        ("wrong_a", WRONG.replace('"""Adds one."""', ""), "must begin with a docstring that says what it is"),
        ("wrong_a", WRONG.replace("(X):", "(X:"), "wrong_a.py:7: is no Python"),
        ("right_a", RIGHT + 'HINT = "none"\n', "right_a.py:6: a right answer has no HINT"),
        ("right_a", RIGHT + 'MUST_FAIL = "none"\n', "right_a.py:6: a right answer has no MUST_FAIL"),
        ("other", RIGHT, "other.py:1: must be named right_<id>.py or wrong_<id>.py"),
    ],
)
def test_every_mistake_is_named_with_its_place(folder: Path, name: str, source: str, message: str) -> None:
    assert any(message in problem for problem in problems(write(folder, **{name: source})))


def test_all_mistakes_of_all_answers_come_at_once(folder: Path) -> None:
    broken = WRONG.replace("HINT", "TIP").replace("test_values", "test_value")
    assert len(problems(write(folder, wrong_a=broken, wrong_b=broken, wrong_c=WRONG))) == 4


def test_one_broken_answer_does_not_hide_the_others(folder: Path) -> None:
    answers, found = read_answers(write(folder, wrong_a="def", wrong_b=WRONG), REFERENCE)
    assert [answer.id for answer in answers] == ["b"]
    assert len(found) == 1
