"""Nothing that a submission shows can act in the browser of whoever looks at it."""

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.harmless import clean_html, clean_outputs, markdown2html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' JaVaScRiPt:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
        "<iframe src='https://example.org'></iframe>alert",
        "<svg><script>alert(1)</script></svg>",
        "<form action='/formgrader'><input name=alert></form>",
        "<style>@import 'alert'</style>",
        "<div style='position:fixed;alert:1'>x</div>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_what_could_act_is_removed(attack: str) -> None:
    cleaned = clean_html(attack)
    for bad in (
        "<script",
        "onerror=",
        "javascript:",
        "data:",
        "<iframe",
        "<svg",
        "<form",
        "<input",
        "<style",
        "style=",
    ):
        assert bad not in cleaned.lower()


def test_tables_pictures_and_links_stay() -> None:
    table = '<table><tbody><tr><td colspan="2">1 &lt; 2</td></tr></tbody></table>'
    assert clean_html(table) == table
    picture = '<img src="data:image/png;base64,aGk=" alt="plot">'
    assert clean_html(picture) == picture
    assert 'href="https://d2l.ai"' in clean_html('<a href="https://d2l.ai">book</a>')


def _show(**data: Any) -> dict[str, Any]:
    output = new_output("display_data", data={key.replace("__", "/"): value for key, value in data.items()})
    output.metadata = {"text/html": {"isolated": True}, "filenames": {"image/png": "/etc/passwd"}}
    nb = new_notebook(cells=[new_code_cell("x", outputs=[new_output("stream", text="<b>"), output])])
    clean_outputs(nb)
    stream, shown = nb.cells[0].outputs
    assert stream.text == "<b>"
    assert shown.metadata == {}
    return dict(shown.data)


def test_rich_outputs_are_cleaned_and_programs_left_out() -> None:
    shown = _show(
        text__html=["<b>bold</b>", "<script>alert(1)</script>"],
        text__plain="<plain>",
        application__javascript="alert(1)",
        image__png="aGk=",
    )
    assert shown == {"text/html": "<b>bold</b>", "text/plain": "<plain>", "image/png": "aGk="}


def test_markup_that_nothing_closes_stays_text() -> None:
    """Read as Markdown, these brackets would take hours."""
    context: Any = {}
    assert markdown2html(context, "[" * 200_000 + "<b>") == f"<pre>{'[' * 200_000}&lt;b&gt;</pre>"
    assert "<strong>x</strong>" in markdown2html(context, "**x**" + "a" * 200_000)
