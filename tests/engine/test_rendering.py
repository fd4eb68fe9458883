"""No text takes a page beyond its time, memory or size: it is shown as plain text, and the next piece as ever."""

import resource
import subprocess
import sys

import pytest

from autograder.pages import rendering
from autograder.pages.fragments import MOST_ELEMENTS
from autograder.pages.rendering import LONGEST_TEXT, PAGE_SECONDS, PAGE_TEXT, PIECE_SECONDS, Piece, render

WELL = Piece("markdown", "**well**")
MACROS = "".join(f"\\newcommand{{\\{chr(98 + i)}}}{{{f'{chr(92)}{chr(97 + i)}' * 10}}}" for i in range(20))
BOMBS = {
    "elements by the square": Piece("html", "<p>" + "<b a=i>" * 20_000 + "<p>x" * 20_000),
    "different elements by the square": Piece(
        "html", "<p>" + "".join(f"<b a={i}>" for i in range(2000)) + "<p>x" * 2000
    ),
    "links by the square": Piece("html", "".join(f"<p><font a={i}>" for i in range(20_000))),
    "in each other": Piece("html", "<div>" * 104_000),
    "a little less in each other": Piece("html", "<div>" * 2000 + "x"),
    "many of them": Piece("html", "<b>x</b>" * 200_000),
    "tables": Piece("html", "<table><tr><td>" * 20_000),
    "cells that span everything": Piece("html", f"<table>{'<tr><td rowspan=9999 colspan=9999>x' * 2000}</table>"),
    "rows that span everything": Piece(
        "markdown", f"<table>{('<tr>' + '<td rowspan=300 colspan=7>x' * 30) * 300}</table>"
    ),
    "lines with one space": Piece("code", " \n" * 200_000),
    "brackets in code": Piece("code", "(" * 400_000),
    "backslashes in code": Piece("code", "\\" * 400_000),
    "format strings": Piece("code", "f'{" * 100_000),
    "question marks": Piece("code", "?" * 300_000),
    "brackets in Markdown": Piece("markdown", "![" * 400_000),
    "links in Markdown": Piece("markdown", "[a](" * 80_000),
    "dollars": Piece("markdown", "$ " * 50_000),
    "lists in lists": Piece("markdown", "".join(f"{'  ' * i}- a\n" for i in range(3000))),
    "a huge table": Piece("markdown", f"|{'a|' * 2000}\n|{'-|' * 2000}\n" + f"|{'a|' * 2000}\n" * 200),
    "a fence of a slow language": Piece("markdown", "```python\n" + " \n" * 200_000 + "```"),
    "an attachment many times": Piece("markdown", "![](attachment:a)" * 300, {"a": {"image/png": "A" * 10**6}}),
    "many escapes": Piece("lines", "\x1b[1m" * 200_000),
    "long escapes": Piece("lines", f"\x1b[{'1;' * 250_000}m"),
    "begun escapes": Piece("lines", "\x1b[" * 250_000),
    "a document": Piece("markdown", "x" * (17 * 2**20)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_costs_too_much_is_plain_text_and_the_next_piece_is_not(name: str) -> None:
    bomb, well = render([BOMBS[name], WELL])
    assert bomb.plain
    assert "<div>" not in bomb.html
    assert len(bomb.html) < 6 * LONGEST_TEXT
    assert (well.html, well.plain) == ("<p><strong>well</strong></p>\n", False)


@pytest.mark.parametrize(
    "piece",
    [
        Piece("markdown", ">" * 20_000 + "a"),
        Piece("latex", f"${'{' * 2000}$"),
        Piece("markdown", f"${MACROS}\\v$"),
        Piece("markdown", "`" * 100_000),
        Piece("markdown", "a@" * 100_000),
        Piece("html", "&lt;" * 100_000),
        Piece("code", ""),
        Piece("code", "%%html\n<b>"),
        Piece("markdown", "\ud800\x00"),
        Piece("html", "\ud800\x00"),
        Piece("lines", "\ud800\x00"),
        Piece("nonsense", "<b>"),
        Piece("image/png", '"><b>'),
    ],
    ids=str,
)
def test_whatever_else_is_written_gives_some_page(piece: Piece) -> None:
    made, well = render([piece, WELL])
    assert len(made.html) < 2**20
    assert "<b>" not in made.html
    assert not well.plain


def test_many_pieces_below_the_limit_share_the_time_of_their_page() -> None:
    slow = [Piece("markdown", "a" * number + "[" * 25_000) for number in range(240)]
    rendering._WORKER.close()  # whose time counts when it ends
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = render([*slow, WELL])
    rendering._WORKER.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert not made[0].plain
    assert made[-1].plain
    assert "the page takes too long" in made[-1].html
    assert used < 10 + PAGE_SECONDS + PIECE_SECONDS  # with what the process needs to load


def test_a_page_holds_so_many_elements_and_so_much_text() -> None:
    tables = render([Piece("html", f"{i}<b>x</b>" * (MOST_ELEMENTS - 1)) for i in range(7)])
    assert [table.plain for table in tables] == [False] * 5 + [True] * 2
    texts = render([Piece("block", "x" * 10**6)] * 20)
    assert sum(len(text.html) for text in texts) < PAGE_TEXT + 20 * 100
    assert "(900000 more characters are in the notebook)" in texts[0].html


def test_no_piece_takes_more_memory_than_its_process_may() -> None:
    script = (
        "import resource, sys; sys.path.insert(0, 'tests/engine'); import test_rendering as t; t.render(list(t.BOMBS.values())[:2]);"
        "t.rendering._WORKER.close(); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) * 1024 < 1.2 * 2**30


def test_what_was_attached_to_one_cell_is_not_shown_by_another_with_the_same_text() -> None:
    text = "![x](attachment:a.png)"
    with_one = Piece("markdown", text, {"a.png": {"image/png": "aGk="}})
    with_another = Piece("markdown", text, {"a.png": {"image/png": "YWI="}})
    made = [render([piece])[0].html for piece in (with_one, Piece("markdown", text), with_another)]
    assert "aGk=" in made[0]
    assert "[picture not shown: x]" in made[1]
    assert "YWI=" in made[2]


def test_a_process_that_was_killed_is_replaced() -> None:
    assert not render([WELL])[0].plain
    process = rendering._WORKER._running()
    process.kill()
    process.wait()
    assert not render([Piece("markdown", "*other*")])[0].plain


def test_the_process_ends_with_whoever_started_it() -> None:
    script = (
        "from autograder.pages import rendering as r; r.render([r.Piece('code', 'x')]); print(r._WORKER._process.pid);"
        "import os; os._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    ended = subprocess.run(["tail", f"--pid={int(done.stdout)}", "-f", "/dev/null"], timeout=30, check=False)
    assert ended.returncode == 0


def test_a_process_that_cannot_start_is_an_error_and_no_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    rendering._WORKER.close()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="does not start"):
        render([Piece("markdown", "never seen before")])
