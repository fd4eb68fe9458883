"""Nothing that a submission shows can act or load in the browser of whoever looks at it."""

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from jinja2 import FileSystemLoader
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader.handlers import template_path
from traitlets.config import Config

from autograder.pages.exporter import PageExporter
from autograder.pages.formgrader import environment
from autograder.pages.fragments import TooMuch, fragment
from autograder.pages.mathml import mathml
from autograder.pages.outputs import clean_outputs
from autograder.pages.rendering import Piece, render
from autograder.pages.sanitize import clean_html
from autograder.report.render import clean


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' JaVaScRiPt:alert(1)'>x</a>",
        "<a href='java\tscript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
        "<iframe src='https://example.org'></iframe>alert",
        "<svg><script>alert(1)</script></svg>",
        "<svg><image href='data:x'/><use href='data:x#a'/></svg>",
        "<form action='/formgrader'><input name=alert></form>",
        "<style>@import 'alert'</style>",
        "<div style='position:fixed;alert:1'>x</div>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<button form=x formaction=javascript:alert(1)>x</button>",
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
        "action=",
    ):
        assert bad not in cleaned.lower()


@pytest.mark.parametrize("kind", ["code", "markdown", "html", "lines"])
def test_what_turns_text_round_can_be_read(kind: str) -> None:
    made = fragment(kind, "access = 'user\u202e # check' \x1b7\u2066")[0]
    assert not {"\u202e", "\u2066", "\x1b"} & set(made)
    assert made.count("[U+202E]") == made.count("[U+2066]") == 1


@pytest.mark.parametrize("kind", ["code", "markdown", "html", "lines", "latex"])
def test_no_letter_has_so_many_accents_that_they_cover_what_stands_above(kind: str) -> None:
    made = fragment(kind, "e" + "\u0301" * 4000 + " \u0e01\u0e47\u0e49 " + "\u2500" * 80)[0]
    assert made.count("\u0301") == 8
    assert made.count("[U+0301]") == 3992
    assert "\u0e01\u0e47\u0e49" in made
    assert made.count("\u2500") == 80


def test_accents_in_elements_of_their_own_are_counted_too() -> None:
    made = fragment("markdown", "e" + "<span>\u0301</span>\u200d" * 50)[0]
    assert made.count("\u0301") == 8
    assert clean("e" + "\u0301" * 4000) == "e" + "\u0301" * 8


def test_what_is_written_stays_in_its_place_and_its_direction() -> None:
    made = fragment("html", "<bdo dir=rtl>01 / 01</bdo><table align=left><tr><td align=right>x</td></tr></table>")[0]
    assert made.startswith("01 / 01<table><tbody><tr><td align")


def test_words_from_right_to_left_turn_no_code_round() -> None:
    """Browsers lay out what is in a <bdi> as if nothing of it were known outside."""
    assert fragment("html", '<p dir="rtl">10 - 7</p>')[0] == "<p>10 - 7</p>"
    assert "<bdi>\u05d0\u05d1</bdi>" in fragment("code", "\u05d0\u05d1 = 10 - 7")[0]
    assert "# <bdi>\u05d0 \u05d1</bdi> 10 / 7" in fragment("code", "a = 1  # \u05d0 \u05d1 10 / 7")[0]
    assert fragment("lines", "\u0661 - \u0662")[0] == "<bdi>\u0661</bdi> - <bdi>\u0662</bdi>"
    assert render([Piece("block", "\u05d0 10 / 7")])[0].html == "<pre>\u2068\u05d0\u2069 10 / 7</pre>"
    assert fragment("lines", "na\u00efve \u5b57 10")[0] == "na\u00efve \u5b57 10"


def test_no_cell_spans_an_unknown_number_of_places() -> None:
    made, elements = fragment("html", "<table><tr><td rowspan=0>a<td colspan=2>b<td rowspan=3 colspan=2>c</table>")
    assert 'rowspan="0"' not in made
    assert elements == 3 + 1 + 2 + 6


@pytest.mark.parametrize(
    "address",
    [
        "files/javascript:alert(1)",
        "/files/javascript:alert(1)",
        "/logout",
        "logout",
        "../formgrader/api/grade",
        "//example.org/x",
        "\\\\example.org\\x",
        "/\\example.org",
        "https:example.org",
        "https:/\\example.org",
        "http://",
        "https://safe.org@example.org/",
        "https://safe.org\\@example.org/",
        "ftp://example.org/",
        "http://localhost:8888/logout",
        "http://127.0.0.1:8888/logout",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.0x1/",
        "http://[::1]:8888/",
        "http://x.localhost/",
        "http://%6cocalhost/",
        "http://127.0.0.\u2460:8888/logout",
        "http://a.\uff4cocalhost:8888/logout",
        "http://a.local\u00adhost:8888/logout",
        "http://a.localhos\ufe0ft:8888/logout",
        "http://server/",
        "file:///etc/passwd",
        "blob:https://example.org/x",
        "view-source:https://example.org",
        "vbscript:x",
        "data:image/png;base64,aGk=",
        "?x",
        "",
    ],
)
def test_an_address_that_is_not_on_the_list_is_no_link(address: str) -> None:
    assert "href" not in clean_html(f'<a href="{address}">x</a>')
    assert "href" not in fragment("markdown", f"[x](<{address}>) and [y][r]\n\n[r]: <{address}>")[0]


@pytest.mark.parametrize(
    "address",
    [
        "https://d2l.ai/a?b=c#d",
        "http://d2l.ai",
        "https://www.d2l.ai:443/a",
        "https://xn--mller-kva.example/ü",
        "mailto:a@d2l.ai",
        "#top",
    ],
)
def test_an_address_on_the_list_stays_a_link(address: str) -> None:
    cleaned = clean_html(f'<a href="{address}">x</a>')
    assert f'href="{address}"' in cleaned
    assert 'rel="noopener noreferrer"' in cleaned
    assert ("target=" in cleaned) == (address != "#top")


LOADERS = [
    '<img src="/logout">',
    '<img src="plot.png">',
    '<img src="https://example.org/x.png">',
    '<img src="//example.org/x.png">',
    '<img src="data:text/html;base64,aGk=">',
    '<img src="data:image/svg+xml;base64,aGk=">',
    '<img srcset="/a 1x, /b 2x" src="data:image/png;base64,aGk=">',
    '<picture><source srcset="/a"><img src="/b"></picture>',
    '<video poster="/a" src="/b"><track src="/c"></video><audio src="/a"></audio>',
    '<table background="/a"><tr><td background="/b">x</td></tr></table><body background="/a">',
    '<div style="background:url(/a)">x</div><style>@import "/a"; * { background: url(/b) }</style>',
    '<link rel=stylesheet href="/a"><link rel=prefetch href="/b"><base href="/c">',
    '<meta http-equiv=refresh content="0;url=/a">',
    '<iframe src="/a" srcdoc="<img src=/b>"></iframe><frame src="/a"><object data="/a"></object><embed src="/a">',
    '<applet code="/a"></applet><input type=image src="/a"><isindex action="/a">',
    '<svg><image href="/a"/><use href="/b#c"/><feImage href="/a"/></svg>',
    '<math href="/a"><mi xlink:href="/b">x</mi></math>',
    '<blockquote cite="/a">x</blockquote><q cite="/a">x</q><del cite="/a">x</del>',
    '<a href="https://d2l.ai" ping="/a">x</a><map><area href="/a" ping="/b"></map>',
    '<html manifest="/a"><script src="/a"></script><bgsound src="/a"><layer src="/a"></layer>',
    '<form action="/a"><button formaction="/b">x</button></form>',
]


@pytest.mark.parametrize("kind", ["html", "report", "markdown"])
@pytest.mark.parametrize("loader", LOADERS)
def test_nothing_is_fetched_from_a_page(loader: str, kind: str) -> None:
    made = fragment(kind, loader)[0].replace('src="data:image/png;base64,aGk="', "").replace("https://d2l.ai", "")
    for bad in ("/a", "/b", "/c", "/logout", "//", "plot", "srcset", "url(", "data:", "ping", "cite", "background"):
        assert bad not in made.replace("</", "<").replace("/>", ">"), made


def test_a_picture_that_is_not_shown_is_named_by_its_words() -> None:
    assert clean_html('<img src="plot.png" alt="a &lt;b>">') == "<em>[picture not shown: a &lt;b&gt;]</em>"
    assert "[picture not shown: loss]" in fragment("markdown", "![loss](attachment:gone.png)")[0]
    assert "[picture not shown]" in fragment("markdown", "![](attachment:a.png)", {"a.png": {}})[0]


@pytest.mark.parametrize("name", ["my image.png", "ä&.png", "a(1).png", "#.png", "100%.png"])
def test_attachments_of_any_name_are_shown(name: str) -> None:
    for written in (quote(name), name):
        made = fragment("markdown", f"![x](<attachment:{written}>)", {name: {"image/png": "aGk="}})[0]
        assert 'src="data:image/png;base64,aGk="' in made


def test_an_attachment_does_not_break_out_of_its_picture() -> None:
    made = fragment("markdown", "![x](attachment:a)", {"a": {"image/png": 'aGk="><script>alert(6)</script>'}})[0]
    assert made == "<p><em>[picture not shown: x]</em></p>\n"


def test_tables_pictures_and_links_stay() -> None:
    table = '<table><tbody><tr><td colspan="2">1 &lt; 2</td></tr></tbody></table>'
    assert clean_html(table) == table
    picture = '<img src="data:image/png;base64,aGk=" alt="plot">'
    assert clean_html(picture) == picture


def test_only_a_report_keeps_its_looks_and_these_hold_no_address() -> None:
    styled = '<p style="padding: 4px 10px; border-left: 4px solid var(--jp-error-color1, #d32f2f)">x</p>'
    assert clean_html(styled, styles=True) == styled
    assert clean_html(styled) == "<p>x</p>"
    for bad in (
        "background: url(x)",
        "position: fixed",
        "margin: -100px",
        "color: red; color: expression(1)",
        "x",
        "width: 99999px",
    ):
        assert clean_html(f'<p style="{bad}">x</p>', styles=True) == "<p>x</p>"


def test_formgraders_scripts_find_nothing_of_a_submission() -> None:
    """They write scores for whatever has these classes and ids."""
    for attribute in ('class="full-credit"', 'id="check_softmax"', 'name="score"', 'data-link="x"', "data-toggle=x"):
        assert clean_html(f"<p {attribute}>x</p><a {attribute}>y</a>") == '<p>x</p><a rel="noopener noreferrer">y</a>'


def test_formulas_are_drawn_by_the_browser() -> None:
    made = fragment("markdown", "# $x_1$\n\n$$\\frac{a}{b}$$ and `$c$` \\\\(d\\\\)")[0]
    assert "<msub><mi>x</mi><mn>1</mn></msub>" in made
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in made
    assert "<code>$c$</code>" in made
    assert "<mi>d</mi>" in made


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;script&gt;alert(1)&lt;/script&gt;}",
        r"\class{full-credit}{x}",
        r"\style{background:url(/alert)}{x}",
        r'\color{red" onclick="alert(1)}{x}',
        r'\hspace{1em" onclick="alert(1)}',
        "<img src=x onerror=alert(1)>",
    ],
)
def test_a_formula_acts_as_little_as_other_text(tex: str) -> None:
    made = mathml(tex)
    for bad in ("<script", "href=", "class=", "style=", "onclick=", "<img"):
        assert bad not in made


@pytest.mark.parametrize(
    "tex",
    [
        r"\raise 40em {10/10}",
        r"\lower{40em}{10/10}",
        r"\moveleft 40em x",
        r"\hspace{-50em}10/10",
        r"\llap{10/10}",
        r"\smash{x}",
        r"\mathrlap{10/10}",
        r"\kern-50em x",
        r"\xrightarrow[a]{b}",
    ],
)
def test_a_formula_stays_in_its_place(tex: str) -> None:
    """Drawn over its neighbours, it could cover a score with another."""
    made = mathml(tex)
    for bad in ("mpadded", "voffset", '="-', "='-"):
        assert bad not in made


def test_a_formula_in_the_words_for_a_picture_does_not_break_out_of_them() -> None:
    made = fragment("markdown", '![$\\text{"><img src=x onerror=alert(1)>}$](data:image/png;base64,aGk=)')[0]
    assert made == '<p><img src="data:image/png;base64,aGk=" alt="formula"></p>\n'


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


def test_an_output_that_cannot_be_cleaned_is_the_text_beside_it() -> None:
    assert _show(text__html="<div>" * 104_000, text__plain="a table") == {"text/plain": "a table"}
    assert _show(text__html="<div>" * 104_000)["text/html"].startswith("<p><em>[shown as plain text: ")


@pytest.mark.parametrize("template", ["manage_students_assignments.tpl", "manage_students_notebook_submissions.tpl"])
def test_an_id_is_text_on_formgraders_own_pages(template: str) -> None:
    """In formgrader's own environment it would be a part of the page, and of its script."""
    id = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)//\\"
    page = (
        environment(FileSystemLoader([template_path]))
        .get_template(template)
        .render(student_id=id, assignment_id=id, base_url="/")
    )
    assert "<img" not in page
    assert "alert(2)//" in page
    (value,) = re.findall(r"var student_id = (.*);", page)
    assert json.loads(value) == id
    assert page.count("<script") == environment(FileSystemLoader([template_path])).get_template(template).render(
        student_id="ada", assignment_id="sums", base_url="/"
    ).count("<script")


def test_what_is_raised_is_not_raised_over_another_cell() -> None:
    made = fragment("html", "<sup>a<sup>b<sup>c</sup></sup></sup>" + "<sub><h1>" * 40 + "10 / 10")[0]
    assert made.startswith("<sup>a<sup>bc</sup></sup><sub>")
    assert made.count("<sub>") == 2
    assert made.count("<h1>") == 40


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("lines", "\n" * 300_000),
        ("html", "<table><tr><td>" + "x " * 100_000 + "<td>" + "x" * 1000 + "</table>"),
        ("html", '<img src="data:image/png;base64,aGk=" height="9999">' * 300),
    ],
)
def test_nothing_is_so_long_that_what_follows_has_no_place(kind: str, text: str) -> None:
    with pytest.raises(TooMuch):
        fragment(kind, text)


def test_a_formula_has_no_place_for_thousands_of_lines() -> None:
    assert "99" not in mathml(r"\rule{99em}{99em} \hspace{99em}")
    assert "width" in mathml(r"\hspace{2em}")


def test_a_picture_that_says_it_is_endless_is_no_longer_than_a_page() -> None:
    config = Config(HTMLExporter={"template_name": "formgrade", "extra_template_basedirs": [template_path]})
    picture = new_output(
        "display_data", {"image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" height="99999999"/>'}
    )
    nb = new_notebook(cells=[new_code_cell("1", outputs=[picture])])
    page, _ = PageExporter(config=config).from_notebook_node(nb, {"index": 0, "total": 1, "base_url": ""})
    assert re.search(r"<style nonce=[^>]*>img \{ max-width: 100%; max-height: 2000px; \}</style>", page)
