"""`mistakes.yml`: known wrong answers that are edits of the reference."""

from pathlib import Path

import pytest

from autograder.grading.answers import AnswersError, KnownAnswer, load_answers
from autograder.grading.edits import EditError, replaced, rewritten

REFERENCE = '''def mean(X, dim=1):
    """The mean over dim, 1 of 2."""
    if X is None:
        return None
    total = X.sum(dim=dim)
    return total / X.shape[dim]
'''
ENTRY = """
- id: forgets
  find: total / X.shape[dim]
  replace: total
  hint: >
    The sum is
    not divided.
  must_fail: test_hidden::test_values
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "mean"
    (folder / "answers").mkdir(parents=True)
    (folder / "test_hidden.py").write_text("def test_values(): ...\n")
    (folder / "expected.yml").write_text("wrong_forgets: [test_hidden::test_values]\n")
    return folder


def answers(folder: Path, text: str) -> tuple[KnownAnswer, ...]:
    (folder / "mistakes.yml").write_text(text)
    return load_answers(folder, REFERENCE)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(AnswersError) as caught:
        answers(folder, text)
    return [str(problem) for problem in caught.value.problems]


def test_an_edit_of_the_reference_is_a_known_answer_like_a_file(folder: Path) -> None:
    [found] = answers(folder, ENTRY)
    assert (found.name, found.kind, found.hint) == ("wrong_forgets", "wrong", "The sum is not divided.")
    assert found.title == "total in place of total / X.shape[dim]"
    assert (found.fails, found.must_fail) == ({"test_hidden::test_values"}, "test_hidden::test_values")
    assert found.source == REFERENCE.replace("return total / X.shape[dim]", "return total")


def test_files_and_edits_stand_side_by_side(folder: Path) -> None:
    (folder / "answers" / "wrong_a.py").write_text('"""A."""\n\nHINT = "A."\n\n\ndef mean(X, dim=1): ...\n')
    assert [answer.id for answer in answers(folder, ENTRY)] == ["a", "forgets"]


def test_an_edit_may_have_several_lines_and_leave_none(folder: Path) -> None:
    entry = '- {id: none, hint: H., find: "if X is None:\\n    return None\\ntotal", replace: "X = X\\ntotal"}'
    [found] = answers(folder, entry)
    assert "    X = X\n    total = X.sum" in found.source
    [found] = answers(folder, '- {id: none, hint: H., find: " / X.shape[dim]", replace: ""}')
    assert found.source.endswith("return total\n")


def test_a_pattern_finds_code_by_its_shape_and_numbers_are_code(folder: Path) -> None:
    [mean, one] = answers(
        folder,
        "- {id: mean, hint: H., title: T., pattern: '$x.sum(dim=$d)', with: '$x.mean(dim=$d)'}\n"
        "- {id: one, hint: H., find: 1, replace: 0, all: true}",
    )
    assert (mean.title, "total = X.mean(dim=dim)" in mean.source) == ("T.", True)
    assert "dim=0" in one.source


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("total / X.shape[dim]", "total * 2"), 3, "`find` stands nowhere in the reference"),
        (("total / X.shape[dim]", "dim"), 3, "`find` stands in 5 places of the reference: make it longer, or say `all"),
        (("replace: total", "replace: total / X.shape[dim]"), 3, "the edit leaves the same program"),
        (("replace: total", "replace: total )"), 4, "the edit leaves no Python: unmatched ')'"),
        (("replace", "with"), 2, "must have find and replace, or pattern and with, each with code"),
        (("  hint", "  pattern: X\n  with: Y\n  hint"), 3, "find: does not go with pattern"),
        (("test_values", "test_valeus"), 8, "is no test; did you mean test_hidden::test_values?"),
        (("hint: >", "hints: >"), 5, "hints: unknown key; did you mean hint?"),
        (("id: forgets", "id: For-gets"), 2, "may have small letters, digits and _ only, not 'For-gets'"),
        (("id: forgets", "all: yes please\n  id: forgets"), 2, "all: must be true or false"),
    ],
)
def test_every_mistake_in_the_file_is_one_line_with_its_place(
    folder: Path, change: tuple[str, str], line: int, message: str
) -> None:
    found = problems(folder, ENTRY.replace(*change))
    assert [p for p in found if p.startswith(f"mean/mistakes.yml:{line}: ") and message in p] != []
    assert not any("\n" in problem for problem in found)


def test_an_id_is_used_once(folder: Path) -> None:
    [problem] = problems(folder, ENTRY + ENTRY)
    assert problem == "mean/mistakes.yml:10: [1].id: forgets is used already, by line 2"
    (folder / "answers" / "wrong_forgets.py").write_text('"""A."""\n\nHINT = "A."\n\n\ndef mean(X, dim=1): ...\n')
    assert any("forgets is used already, by answers/wrong_forgets.py" in line for line in problems(folder, ENTRY))


def test_further_lines_are_indented_as_the_place_where_they_go() -> None:
    text = "if a:\n    if b:\n        c()\n        d()\n"
    assert replaced(text, "c()\nd()", "if e:\n    f()") == "if a:\n    if b:\n        if e:\n            f()\n"
    with pytest.raises(EditError, match="nowhere"):
        replaced(text, "c()\n    d()", "e()")


def test_a_placeholder_stands_for_the_same_code_each_time() -> None:
    assert rewritten("y = a + a + b", "$x + $x", "2 * $x") == "y = 2 * a + b"
    assert rewritten("f(a)\nf(b)", "f($x)", "g($x)", everywhere=True) == "g(a)\ng(b)"
    assert rewritten("if a:\n    b = 1", "$x = 1", "return $x") == "if a:\n    return b"
    with pytest.raises(EditError, match="in 2 places"):
        rewritten("f(a)\nf(b)", "f($x)", "g($x)")
    with pytest.raises(EditError, match=r"`with` has \$y, which `pattern` has not"):
        rewritten("f(a)", "f($x)", "g($y)")
    with pytest.raises(EditError, match="`pattern` is no Python"):
        rewritten("f(a)", "f($x", "g($x)")
    with pytest.raises(EditError, match="must be one expression or one statement"):
        rewritten("f(a)", "f($x)\ng($x)", "g($x)")
