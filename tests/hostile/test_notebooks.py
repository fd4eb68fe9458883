"""Whatever is done to the notebook itself, its answer gets what the same answer gets in an honest one."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from arena import HONEST, MARK, RIGHT, WALL_SECONDS, Arena

from autograder.grading.batch import _grade_file
from autograder.notebook.file import NotebookError, parse, read
from autograder.report.model import SubmissionReport, unreadable
from autograder.report.render import exercise_html, exercise_text

Notebook = dict[str, Any]
FULL_MARKS = {"output_type": "execute_result", "data": {"text/plain": "10.0"}, "metadata": {}, "execution_count": 1}
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def graded(arena: Arena, path: Path) -> SubmissionReport:
    """As `autograder grade` does it, with the judge that is there already."""
    try:
        return _grade_file(arena.course, path, None, "cpu", arena.worker)
    except NotebookError as error:
        return unreadable(path.stem, str(error))


def written(arena: Arena, answer: str) -> Notebook:
    """The release as a learner would hand it in."""
    path = arena.course.assignment("linear-networks").release / "softmax.ipynb"
    nb: Notebook = json.loads(path.read_text(encoding="utf-8"))
    end = 1 + next(i for i, cell in enumerate(nb["cells"]) if cell is graded_cell(nb))
    nb["cells"] = nb["cells"][:end]
    solution_cell(nb)["source"] = answer
    return nb


LONG_PAGE = "%%html\n" + "x\n" * 1_000_000


def cell_of(nb: Notebook, name: str) -> Notebook:
    return next(cell for cell in nb["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == name)


def solution_cell(nb: Notebook) -> Notebook:
    return cell_of(nb, "softmax")


def graded_cell(nb: Notebook) -> Notebook:
    return cell_of(nb, "check_softmax")


def skip_tags(nb: Notebook) -> None:
    for cell in nb["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell", "nbgrader-skip"]


def delete_check(nb: Notebook) -> None:
    nb["cells"].remove(graded_cell(nb))


def duplicate_check(nb: Notebook) -> None:
    nb["cells"] += [json.loads(json.dumps(graded_cell(nb))) for _ in range(5)]
    nb["cells"][-1]["source"] = "10.0"


def retype_check(nb: Notebook) -> None:
    graded_cell(nb).update(cell_type="markdown")


def move_check_above(nb: Notebook) -> None:
    check = graded_cell(nb)
    nb["cells"].remove(check)
    nb["cells"].insert(0, check)


def edit_check(nb: Notebook) -> None:
    graded_cell(nb)["source"] = "10.0"


def raise_points(nb: Notebook) -> None:
    for points in (1e9, float("inf"), -1, "NaN"):
        graded_cell(nb)["metadata"]["nbgrader"]["points"] = points


def turn_roles(nb: Notebook) -> None:
    graded_cell(nb)["metadata"]["nbgrader"].update(grade=False, solution=True, locked=False)
    solution_cell(nb)["metadata"]["nbgrader"].update(grade=True, points=10)


def bring_outputs(nb: Notebook) -> None:
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[FULL_MARKS], execution_count=1)


def foreign_kernel(nb: Notebook) -> None:
    nb["metadata"]["kernelspec"] = {"name": "../../evil", "display_name": SCRIPT, "language": "bash"}
    nb["metadata"]["language_info"] = {"name": "bash", "file_extension": ".sh"}


def second_exercise(nb: Notebook) -> None:
    extra = json.loads(json.dumps(graded_cell(nb)))
    extra["metadata"]["nbgrader"].update(grade_id="check_everything", points=1000)
    nb["cells"].append(extra)


def markup_everywhere(nb: Notebook) -> None:
    nb["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "source": SCRIPT, "attachments": {}})
    nb["metadata"]["title"] = nb["metadata"]["authors"] = SCRIPT


def cell_magics(nb: Notebook) -> None:
    for source in (f"!touch /tmp/{MARK}", f"%%bash\ntouch /tmp/{MARK}", f"%%writefile /tmp/{MARK}\n0", "%reset -f"):
        cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        nb["cells"].insert(0, cell)


def same_ids(nb: Notebook) -> None:
    for cell in nb["cells"]:
        cell["id"] = "same"


def deep_metadata(nb: Notebook) -> None:
    deep: Notebook = {}
    for _ in range(600):
        deep = {"deeper": deep}
    for cell in nb["cells"]:
        cell["metadata"]["own"] = deep


def wide_metadata(nb: Notebook) -> None:
    """Two megabytes, which as a notebook's own dicts take a gigabyte."""
    nb["cells"][0]["metadata"]["own"] = [{}] * 500_000


def longest_code(nb: Notebook) -> None:
    """Two megabytes that nothing runs: as a syntax tree in the judge, two gigabytes, and to IPython, seconds."""
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    nb["cells"].insert(0, {**cell, "source": LONG_PAGE})


@pytest.mark.parametrize(
    "edit",
    [
        skip_tags,
        delete_check,
        duplicate_check,
        retype_check,
        move_check_above,
        edit_check,
        raise_points,
        turn_roles,
        bring_outputs,
        foreign_kernel,
        second_exercise,
        markup_everywhere,
        cell_magics,
        same_ids,
        deep_metadata,
        wide_metadata,
        longest_code,
    ],
    ids=lambda edit: edit.__name__,
)
def test_an_edited_notebook_gets_what_its_answer_gets(arena: Arena, tmp_path: Path, edit: Callable[[Notebook], None]):
    honest = arena.score(HONEST)
    nb = written(arena, HONEST)
    edit(nb)
    path = tmp_path / "softmax.ipynb"
    path.write_text(json.dumps(nb))
    report = graded(arena, path)
    assert (report.score, report.points) == (honest, 10)
    assert [exercise.id for exercise in report.exercises] == ["softmax"]
    arena.assert_unharmed(arena.pid)


def test_a_long_page_costs_a_right_answer_nothing(arena: Arena):
    report, seconds = arena.timed(arena.notebook(RIGHT, (LONG_PAGE,)))
    assert report.score == 10, report
    assert seconds < WALL_SECONDS


def test_what_a_magic_of_ones_own_runs_is_read(arena: Arena):
    """One that has the name of IPython's, for a cell that would else be taken for a page."""
    own = (
        "from IPython.core.magic import register_cell_magic\n"
        "@register_cell_magic\ndef html(line, cell): get_ipython().run_cell(cell)",
        "%%html\nimport torch\ndef whole(X): return torch.softmax(X, 1)",
    )
    report = arena.grade(arena.notebook("def softmax(X):\n    return whole(X)", own))
    assert report.score is not None
    assert report.score < 10
    assert "torch.softmax" in str([test.message for test in report.exercises[0].tests])


def test_attachments_beyond_all_measure_are_left_out():
    cell = {
        "cell_type": "markdown",
        "metadata": {},
        "source": "text",
        "attachments": {str(n): {} for n in range(500_000)},
    }
    start = time.process_time()
    nb = parse(json.dumps({"nbformat": 4, "cells": [cell], "metadata": {}}).encode(), "softmax.ipynb")
    assert time.process_time() - start < 3
    assert "attachments" not in nb.cells[0]


def test_attachments_beyond_all_measure_in_many_cells_are_left_out():
    """Each of 200 cells had ten thousand, and all of them were written for the class's process a dozen times."""
    many = {str(n): {str(kind): "" for kind in range(80)} for n in range(10)}
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "text", "attachments": many} for _ in range(3)]
    nb = parse(json.dumps({"nbformat": 4, "cells": cells, "metadata": {}}).encode(), "softmax.ipynb")
    assert ["attachments" in cell for cell in nb.cells] == [True, False, False]
    assert nb.cells[0].attachments == many


def test_lines_beyond_all_measure_are_refused_before_anything_is_graded():
    """As nbformat writes a notebook each line takes ten bytes, and what is graded is read again."""
    cell = {"cell_type": "raw", "metadata": {}, "source": "\n" * 3_000_000}
    with pytest.raises(NotebookError, match=r"softmax.ipynb: is larger than 20 MB once it is written line by line"):
        parse(json.dumps({"nbformat": 4, "cells": [cell], "metadata": {}}).encode(), "softmax.ipynb")


def test_json_of_millions_of_objects_is_refused_before_it_is_read():
    """Twenty megabytes of them would be 800 in memory. Brackets in texts are none."""
    many, text = "[" + ",".join(['{"":{}}'] * 310_000) + "]", json.dumps('\\" [{' * 300_000)
    nb = '{"nbformat": 4, "cells": [], "metadata": {"x": %s}}'
    with pytest.raises(NotebookError, match="has more than 600000 lists and objects"):
        parse((nb % many).encode(), "softmax.ipynb")
    assert parse((nb % text).encode(), "softmax.ipynb").cells == []


def test_a_heading_of_a_billion_levels_is_a_heading(arena: Arena, tmp_path: Path):
    """The upgrade from format 3 writes a # for each level, in the process that grades the whole class."""
    heading = {"cell_type": "heading", "level": 10**9, "source": "Deep", "metadata": {}}
    nb = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [heading], "metadata": {}}]}
    path = tmp_path / "softmax.ipynb"
    path.write_text(json.dumps(nb))
    assert read(path).cells[0].source == "###### Deep"
    assert graded(arena, path).score == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"{",
        b"[" * 100_000,
        b'{"cells": 1, "nbformat": 4}',
        b'{"cells": [], "nbformat": 99, "nbformat_minor": 5, "metadata": {}}',
        b'{"cells": [1, 2], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
        b'{"cells": "' + b"A" * (21 << 20) + b'"}',
        b'{"nbformat": ' + b"9" * 100_000 + b"}",
        b'{"nbformat": ' + b"9" * 4000 + b', "cells": []}',
        b'{"nbformat": 3, "worksheets": [' + b'{"cells": []},' * 500_000 + b'{"cells": []}], "metadata": {}}',
    ],
    ids=[
        "empty",
        "zeros",
        "half",
        "deep",
        "no cells",
        "format 99",
        "numbers",
        "huge",
        "huge number",
        "large format",
        "worksheets",
    ],
)
def test_what_is_no_notebook_has_a_report_of_one_line_and_no_score(arena: Arena, tmp_path: Path, data: bytes):
    path = tmp_path / "softmax.ipynb"
    path.write_bytes(data)
    report = graded(arena, path)
    assert report.score is None
    assert report.error
    assert len(report.error.splitlines()) == 1
    assert len(report.error) < 500
    assert arena.grade(arena.notebook(RIGHT)).score == 10


def test_what_a_submission_says_is_text_in_every_report(arena: Arena):
    loud = f"def softmax(X):\n    raise ValueError('''{SCRIPT}\\x1b[2J\\x1b]0;title\\x07\\u202e''')\n"
    exercise = arena.grade(arena.notebook(loud)).exercises[0]
    html, text = exercise_html(exercise, "counterexamples"), exercise_text(exercise, "counterexamples")
    assert "alert(1)" in html
    assert "<script" not in html
    assert "<img" not in html
    assert not {"\x1b", "\x07", "\u202e"} & set(html + text)
