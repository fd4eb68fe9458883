"""Notebooks are read whatever became of them, restored from the release, and cut into sources."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
import tiny_course
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.utils import determine_grade
from tiny_course import ANSWER, code, graded_cell, notebook, solution_cell
from traitlets.log import get_logger

from autograder.notebook.cells import (
    NotebookError,
    code_cells_until,
    find,
    grade_id,
    parse,
    read,
    reference_source,
    restore,
    role,
    solution_regions,
    solution_source,
    write_result,
)
from autograder.notebook.file import MAX_BYTES, MAX_CELLS


def raw(*cells: Any, **entries: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **entries}).encode()


UNREADABLE = {
    "empty": (b"", "is empty; a whole one is needed"),
    "blank": (b" \n", "is empty"),
    "cut off": (raw()[:-1], "broken JSON at line 1, column"),
    "python": (b"def softmax(X):\n    pass\n", "broken JSON at line 1"),
    "a list": (b"[]", "is not a notebook: it has no nbformat version"),
    "no version": (b'{"cells": []}', "it has no nbformat version"),
    "a version in words": (raw(nbformat="4"), "it has no nbformat version"),
    "no cells": (b'{"nbformat": 4}', "it has no list of cells"),
    "cells in a mapping": (raw(cells={}), "it has no list of cells"),
    "cells of text": (raw("text"), "cell 1 is no notebook cell"),
    "latin-1": (raw(source="\u00e9").replace(b"\\u00e9", b"\xe9"), "is not UTF-8 text"),
    "format 5": (raw(nbformat=5), "has the newer notebook format 5; it is needed in format 4"),
    "format 3 without worksheets": (b'{"nbformat": 3}', "cannot be upgraded from notebook format 3"),
    "too large": (b" " * (MAX_BYTES + 1), "is larger than 20 MB; a smaller one is needed, without outputs"),
    "too many cells": (raw(*[{}] * (MAX_CELLS + 1)), f"has {MAX_CELLS + 1} cells; at most {MAX_CELLS}"),
    "too deep": (b"[" * 200_000, "nested too deeply"),
    "a giant number": (raw(nbformat_minor=0).replace(b"0", b"9" * 5000), "a giant number"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_is_no_notebook_says_so_in_one_line(name: str) -> None:
    data, message = UNREADABLE[name]
    with pytest.raises(NotebookError) as caught:
        parse(data, "softmax.ipynb")
    assert str(caught.value).startswith("softmax.ipynb: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    what = str(caught.value).partition("; ")[0]
    assert caught.value.for_learner.startswith(what)
    assert "needed" not in caught.value.for_learner


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "link.ipynb").symlink_to("/dev/zero")
    with (tmp_path / "sparse.ipynb").open("wb") as file:
        file.truncate(9 * 10**9)
    for name, message in [
        ("pipe", "is a named pipe; put the notebook itself there"),
        ("folder", "is a folder"),
        ("link", "is a symbolic link"),
        ("none", "not exist"),
        ("sparse", "larger than 20 MB"),
    ]:
        with pytest.raises(NotebookError, match=message):
            read(tmp_path / f"{name}.ipynb")


@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.integers(-1, 6) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["nbformat", "cells", "worksheets", "metadata", "nbgrader", "grade_id", "cell_type", "source",
                         "id", "attachments", "outputs", "kernelspec", "solution", "language"]),
        inner,
        max_size=6,
    ),
    max_leaves=20,
).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_any_bytes_give_a_valid_notebook_or_one_line(data: bytes) -> None:
    message = ""
    try:
        nb = parse(data, "name")
        nbformat.validate(restore(nb, notebook(solution_cell(), graded_cell())))
    except NotebookError as error:
        message = str(error)
    assert "\n" not in message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_in_any_unicode_encoding_is_read(encoding: str) -> None:
    data = json.dumps(json.loads(raw({"cell_type": "code", "source": "x = 'ä'"})), ensure_ascii=False)
    assert parse(data.encode(encoding), "name").cells[0].source == "x = 'ä'"


def test_nbformat_says_nothing_of_what_does_not_fit_format_3(caplog: pytest.LogCaptureFixture) -> None:
    cell = {"cell_type": "code", "language": "python", "input": "1", "outputs": [], "collapsed": 1}
    raw = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}
    get_logger().addHandler(caplog.handler)
    try:
        assert parse(json.dumps(raw).encode(), "old.ipynb").cells[0].source == "1"
        assert not get_logger().disabled
    finally:
        get_logger().removeHandler(caplog.handler)
    assert caplog.text == ""


def test_a_notebook_of_format_3_is_upgraded_the_same_way_each_time() -> None:
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {
                "metadata": {},
                "cells": [
                    {"cell_type": "heading", "level": 1, "metadata": {}, "source": ["Title"]},
                    {
                        "cell_type": "code",
                        "collapsed": False,
                        "input": ["x = 1\n", "y = 2"],
                        "language": "python",
                        "metadata": {},
                        "outputs": [],
                    },
                ],
            }
        ],
    }
    nb = parse(json.dumps(old).encode(), "name")
    assert [(cell.cell_type, cell.source) for cell in nb.cells] == [("markdown", "# Title"), ("code", "x = 1\ny = 2")]
    assert nb == parse(json.dumps(old).encode(), "name")


ODD = (None, [], {}, "x", 3, -1, True, float("nan"), [None], {"name": None}, {"name": "python3"}, {"name": 3}, "\ud800")
ODD_PLACES = (
    ("metadata",),
    ("metadata", "kernelspec"),
    ("metadata", "kernelspec", "display_name"),
    ("metadata", "language_info"),
    ("metadata", "language_info", "name"),
    ("metadata", "authors"),
    ("metadata", "title"),
    ("metadata", "widgets"),
    ("nbformat_minor",),
    *(
        ("cells", 0, key)
        for key in ("id", "cell_type", "metadata", "source", "attachments", "outputs", "execution_count")
    ),
    *(("cells", 0, "metadata", key) for key in ("name", "tags", "jupyter", "collapsed", "format", "nbgrader")),
)


@pytest.mark.parametrize("place", ODD_PLACES, ids=lambda place: ".".join(map(str, place)))
def test_whatever_a_notebook_says_about_itself_it_is_read_and_valid(place: tuple[Any, ...]) -> None:
    for kind in ("code", "markdown"):
        for odd in ODD:
            cell = {"cell_type": kind, "metadata": {}, "source": "x"}
            nb = {"nbformat": 4, "metadata": {"kernelspec": {}, "language_info": {}}, "cells": [cell]}
            inner: Any = nb
            for key in place[:-1]:
                inner = inner[key]
            inner[place[-1]] = odd
            read_back = parse(json.dumps(nb).encode(), "name")
            nbformat.validate(read_back)
            nbformat.writes(read_back).encode()
            assert len(read_back.cells) == 1


@pytest.mark.parametrize("number", [4.0, 3, 2, 0, -1])
def test_a_list_of_cells_is_format_4_whatever_number_stands_there(number: float) -> None:
    assert parse(raw({"cell_type": "code", "source": "x = 1"}, nbformat=number), "name").cells[0].source == "x = 1"


def test_the_kernel_of_a_notebook_is_kept_where_it_is_whole() -> None:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    assert parse(raw(metadata={"kernelspec": kernel | {"x": 1}}), "name").metadata == {"kernelspec": kernel}


def test_ids_become_unique_and_what_is_no_output_is_left_out() -> None:
    outputs = [{"output_type": "nonsense"}]
    cell = {"cell_type": "code", "id": "same", "source": ["a", "b"], "outputs": outputs}
    nb = parse(raw(cell, cell, {**cell, "id": "not valid!"}, {**cell, "id": 3}, {**cell, "cell_type": "video"}), "name")
    nbformat.validate(nb)
    assert len({cell.id for cell in nb.cells}) == 5
    assert nb.cells[0].id == "same"
    assert nb.cells[0].source == "ab"
    assert nb.cells[0].outputs == []
    assert nb.cells[4].cell_type == "raw"


def test_half_a_surrogate_pair_can_still_be_written() -> None:
    nb = parse(raw({"cell_type": "code", "source": "x = '\ud800'"}), "name")
    nb.cells[0].source.encode()


@pytest.mark.parametrize("meta", ["text", [], None, {"grade_id": 3, "solution": True}, {"grade_id": "add"}, {}])
def test_malformed_nbgrader_metadata_make_an_own_cell(meta: Any) -> None:
    cell = new_code_cell("x", metadata={"nbgrader": meta})
    assert grade_id(cell) is None


def test_cells_are_told_by_role() -> None:
    nb = tiny_course.solutions()["adding"]
    assert [role(cell) for cell in nb.cells] == ["own", "own", "solution", "graded", "own", "own"]
    assert role(code("x", "x", grade_id="x", locked=True)) == "readonly"
    assert find(nb, "check_add") == 3
    assert find(nb, "other") is None
    assert [cell.id for cell in code_cells_until(nb, "check_add")] == ["imports", "cell-of-add"]
    with pytest.raises(NotebookError, match="no cell with the nbgrader id check_other"):
        code_cells_until(nb, "check_other")


# --- saved outputs ---------------------------------------------------------------------------------------------------

SAVED = {
    "a stream": {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]},
    "a result": {"output_type": "execute_result", "execution_count": 3, "metadata": {}, "data": {"text/plain": "10.0"}},
    "a picture": {"output_type": "display_data", "metadata": {"a": 1}, "data": {"image/png": "iVBORw0KGgo="}},
    "an error": {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t", 3]},
}


def kept(*saved: Any) -> list[NotebookNode]:
    nb = parse(raw({"cell_type": "code", "source": "x", "outputs": list(saved)}), "name")
    nbformat.validate(nb)
    return list(nb.cells[0].outputs)


def test_saved_outputs_are_kept_and_none_is_a_result() -> None:
    kinds = [output.output_type for output in kept(*SAVED.values())]
    assert kinds == ["stream", "display_data", "display_data", "error"]
    stream, result, picture, error = kept(*SAVED.values())
    assert (stream.text, result.data, error.traceback) == ("a\nb", {"text/plain": "10.0"}, ["t", ""])
    assert (picture.data, picture.metadata) == ({"image/png": "iVBORw0KGgo="}, {})


@pytest.mark.parametrize(
    "saved",
    [
        None,
        3,
        [],
        {"output_type": "stream", "name": "stdin", "text": "x"},
        {"output_type": "display_data", "data": {"application/javascript": "alert(1)"}},
        {"output_type": "display_data", "data": ["text/plain"]},
        {"output_type": ["stream"]},
        {"output_type": "update_display_data", "data": {"text/plain": "x"}},
    ],
)
def test_what_is_no_output_that_notebooks_have_is_dropped(saved: Any) -> None:
    assert kept(saved) == []
    assert len(kept(saved, *SAVED.values())) == 4


def test_saved_outputs_are_kept_from_the_end_until_they_are_too_many() -> None:
    large = {"output_type": "stream", "name": "stdout", "text": "x" * 300_000}
    cells = [{"cell_type": "code", "source": "x", "outputs": [output]} for output in (large, large, SAVED["a result"])]
    assert [len(cell.outputs) for cell in parse(raw(*cells), "name").cells] == [0, 1, 1]
    many = kept(*[SAVED["a stream"]] * 50_000)
    assert len(many) < 2000
    assert "left out" in many[-1].text


# --- restore ---------------------------------------------------------------------------------------------------------

RELEASE = notebook(
    new_markdown_cell("# Adding", id="title"),
    code("from autograder import check", "imports", grade_id="imports", locked=True),
    solution_cell("def add(a, b):\n    raise NotImplementedError"),
    graded_cell(points=4),
    new_markdown_cell("## Afterwards", id="afterwards"),
    code("add(1, 2)", "use"),
)


def submission(change: Callable[[list[NotebookNode]], object] = lambda cells: None) -> NotebookNode:
    """The release with the right answer filled in and then changed."""
    nb = nbformat.from_dict(json.loads(json.dumps(RELEASE)))
    nb.cells[2].source = ANSWER
    change(nb.cells)
    return parse(json.dumps(nb).encode(), "adding.ipynb")


def layout(nb: NotebookNode) -> list[str]:
    return [grade_id(cell) or cell.source.split("\n")[0] for cell in nb.cells]


WHOLE = ["# Adding", "imports", "add", "check_add", "## Afterwards", "add(1, 2)"]


def edit(index: int, **changes: Any) -> Callable[[list[NotebookNode]], object]:
    return lambda cells: cells[index].update(changes)


def regrade(index: int, **changes: Any) -> Callable[[list[NotebookNode]], object]:
    return lambda cells: cells[index].metadata.nbgrader.update(changes)


def retag(cells: list[NotebookNode]) -> None:
    for cell in cells:
        cell.metadata.tags = ["skip-execution", "raises-exception"]
        cell.metadata.foreign = {"deep": [1]}


TAMPERED = {
    "untouched": lambda cells: None,
    "edited": edit(3, source="6.0"),
    "retyped": edit(3, cell_type="markdown"),
    "retyped to nonsense": edit(3, cell_type="video"),
    "worth more": regrade(3, points=100),
    "worth nothing": regrade(3, grade=False),
    "made a solution": regrade(3, solution=True),
    "unlocked": regrade(3, locked=False),
    "of an old schema": regrade(3, schema_version=1),
    "of a future schema": regrade(3, schema_version=99, extra="x"),
    "deleted": lambda cells: cells.pop(3),
    "stripped of metadata": lambda cells: cells[3].update(metadata={}),
    "tagged": retag,
    "moved to the top": lambda cells: cells.insert(0, cells.pop(3)),
    "moved above its solution": lambda cells: cells.insert(2, cells.pop(3)),
    "readonly cell edited": edit(1, source="import os"),
    "readonly cell deleted": lambda cells: cells.pop(1),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_locked_cells_come_from_the_release(name: str) -> None:
    nb = restore(submission(TAMPERED[name]), RELEASE)
    nbformat.validate(nb)
    assert layout(nb) == WHOLE
    assert nb.cells[1] == RELEASE.cells[1]
    assert nb.cells[3] == RELEASE.cells[3]
    assert solution_source(nb, "add") == ANSWER
    assert nb.metadata == RELEASE.metadata


def test_restoring_twice_changes_nothing_more() -> None:
    once = restore(submission(lambda cells: cells.pop(3)), RELEASE)
    assert restore(once, RELEASE) == once


def test_restoring_changes_neither_argument() -> None:
    given = submission(TAMPERED["deleted"])
    before = json.dumps(given), json.dumps(RELEASE)
    restore(given, RELEASE).cells[3].source = "changed"
    assert (json.dumps(given), json.dumps(RELEASE)) == before


def test_only_the_first_of_duplicates_counts() -> None:
    def duplicate(cells: list[NotebookNode]) -> None:
        cells.append(nbformat.from_dict({**cells[3], "source": "4.0"}))
        cells.append(nbformat.from_dict({**cells[2], "source": "second"}))

    nb = restore(submission(duplicate), RELEASE)
    assert layout(nb) == [*WHOLE, "4.0", "second"]
    assert nb.cells[-1].metadata == {}
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)


def test_a_retyped_solution_cell_is_code_again() -> None:
    nb = restore(submission(edit(2, cell_type="markdown")), RELEASE)
    assert nb.cells[2].cell_type == "code"
    assert nb.cells[2].source == ANSWER


def test_a_deleted_solution_cell_comes_back_empty_above_what_may_replace_it() -> None:
    def replace(cells: list[NotebookNode]) -> None:
        cells[2] = new_code_cell(ANSWER)

    nb = restore(submission(replace), RELEASE)
    assert layout(nb) == ["# Adding", "imports", "add", "def add(a, b):", "check_add", "## Afterwards", "add(1, 2)"]
    assert solution_source(nb, "add").startswith("# This cell was missing")


def test_a_deleted_graded_cell_comes_back_below_what_the_learner_added() -> None:
    def change(cells: list[NotebookNode]) -> None:
        cells[3] = new_code_cell("helper = 1")

    assert layout(restore(submission(change), RELEASE))[2:5] == ["add", "helper = 1", "check_add"]


def test_a_graded_cell_that_was_moved_down_stays_there() -> None:
    nb = restore(submission(lambda cells: cells.append(cells.pop(3))), RELEASE)
    assert layout(nb) == ["# Adding", "imports", "add", "## Afterwards", "add(1, 2)", "check_add"]


def test_a_check_never_comes_before_its_answer() -> None:
    nb = restore(submission(lambda cells: cells.append(cells.pop(2))), RELEASE)
    assert layout(nb) == ["# Adding", "imports", "## Afterwards", "add(1, 2)", "add", "check_add"]


def test_an_empty_submission_becomes_the_locked_cells_and_an_empty_answer() -> None:
    nb = restore(parse(raw(), "name"), RELEASE)
    assert layout(nb) == ["imports", "add", "check_add"]


def test_own_cells_keep_text_and_place_and_lose_all_metadata() -> None:
    def add(cells: list[NotebookNode]) -> None:
        forged = code("7.0", "forged", grade_id="check_more", grade=True, locked=True, points=50)
        picture = new_markdown_cell("![](attachment:a.png)", attachments={"a.png": {"image/png": "aGk="}})
        cells[3:3] = [forged, picture]

    nb = restore(submission(add), RELEASE)
    assert layout(nb)[2:6] == ["add", "7.0", "![](attachment:a.png)", "check_add"]
    assert nb.cells[3].metadata == {}
    assert nb.cells[4].attachments == {"a.png": {"image/png": "aGk="}}


def test_below_the_last_check_saved_outputs_stay_and_say_that_nothing_was_run() -> None:
    def run_all(cells: list[NotebookNode]) -> None:
        cells += [code("b", "b"), code("", "empty"), code("c", "c")]
        for cell in cells:
            if cell.cell_type == "code" and cell.id != "b":
                cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "10.0"})]

    nb = restore(submission(run_all), RELEASE)
    shown = {cell.id: [output.data["text/plain"] for output in cell.outputs] for cell in nb.cells if "outputs" in cell}
    assert [shown[id] for id in ("imports", "cell-of-add", "check-of-add")] == [[], [], []]
    first, result = shown["use"]
    assert "were not run when grading" in first
    assert result == "10.0"
    assert (shown["b"], shown["empty"]) == ([], ["10.0"])
    assert shown["c"] == ["Not run again when grading; shown as it was handed in.", "10.0"]
    assert {output.output_type for cell in nb.cells for output in cell.get("outputs", ())} == {"display_data"}
    assert restore(nb, RELEASE) == nb


def test_a_foreign_kernel_is_replaced() -> None:
    given = submission()
    given.metadata = nbformat.from_dict({"kernelspec": {"name": "bash", "display_name": "Bash"}, "x": 1})
    assert restore(given, RELEASE).metadata == RELEASE.metadata


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["keep", "drop", "twice", "strip"])), max_size=10))
def test_any_shuffling_leaves_each_locked_cell_once_and_below_its_answer(moves: list[tuple[int, str]]) -> None:
    def shuffle(cells: list[NotebookNode]) -> None:
        source, cells[:] = list(cells), []
        for index, fate in moves:
            cell = nbformat.from_dict(source[index])
            if fate == "strip":
                cell.metadata = {}
            cells.extend({"keep": [cell], "drop": [], "twice": [cell, cell], "strip": [cell]}[fate])

    nb = restore(submission(shuffle), RELEASE)
    nbformat.validate(nb)
    ids = [grade_id(cell) for cell in nb.cells if grade_id(cell)]
    assert sorted(ids, key=str) == ["add", "check_add", "imports"]
    assert ids.index("add") < ids.index("check_add")
    assert nb.cells[find(nb, "check_add")] == RELEASE.cells[3]
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)


# --- sources and results ---------------------------------------------------------------------------------------------


def test_solution_regions_are_the_lines_between_the_markers() -> None:
    assert solution_regions(tiny_course.SOLUTION) == [["    secret_total = helper(a) + b", "    return secret_total"]]
    assert solution_regions("x = 1") == []


def test_the_reference_is_the_solution_with_just_what_it_needs() -> None:
    nb = notebook(
        code("%matplotlib inline\nimport math, os.path\nimport matplotlib.pyplot as plt\nSCALE: int = later()", "a"),
        code("def later():\n    return os.path.sep\n\ndef unused():\n    return plt", "b"),
        code("print('noise')\nplt.plot([1])\n!ls", "c"),
        solution_cell("def add(a, b):\n    return math.fsum([a, b]) * SCALE"),
        graded_cell(),
        code("import after", "d"),
    )
    source = reference_source(nb)
    compile(source, "reference", "exec")
    assert "import math, os.path" in source
    assert "def later" in source
    assert "SCALE: int = later()" in source
    for absent in ("plt", "unused", "noise", "check", "after"):
        assert absent not in source


def test_a_parameter_is_not_taken_for_a_name_of_the_notebook() -> None:
    nb = notebook(
        code("a = [1]\nb = 2\nc = 3", "a"), solution_cell("def add(a, b):\n    c = a\n    return [b for b in c]")
    )
    assert reference_source(nb) == "def add(a, b):\n    c = a\n    return [b for b in c]\n\n"


def test_a_notebook_without_solution_has_no_reference() -> None:
    assert reference_source(notebook(code("x = 1", "x"))) == ""


def test_a_solution_that_is_no_python_names_its_cell() -> None:
    with pytest.raises(NotebookError, match="cell cell-of-add, line 1: "):
        reference_source(notebook(solution_cell("def add(")))


@pytest.mark.parametrize("score", [0, 2.5, 4])
def test_nbgrader_reads_the_score_that_was_written(score: float) -> None:
    nb = restore(submission(), RELEASE)
    nb.cells[3].outputs = [nbformat.v4.new_output("stream", name="stderr", text="a warning")]
    write_result(nb, "add", score, html="<b>table</b>", text="table")
    nbformat.validate(nb)
    assert determine_grade(nb.cells[3]) == (score, 4)
    assert [output.output_type for output in nb.cells[3].outputs] == ["display_data", "execute_result"]


@pytest.mark.parametrize("score", [-1, 4.001, float("nan"), float("inf")])
def test_a_score_that_nbgrader_would_misread_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="must lie between 0 and 4"):
        write_result(restore(submission(), RELEASE), "add", score, html="", text="")


def test_a_score_without_a_graded_cell_is_refused() -> None:
    with pytest.raises(NotebookError, match="no graded cell check_add"):
        write_result(notebook(), "add", 1, html="", text="")
