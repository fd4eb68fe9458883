"""One piece of a notebook as the HTML that a page shows of it.

Slow, deep or endless input is not looked for here: `fragment_worker` calls these functions in a process with limits.
"""

from __future__ import annotations

import base64
import html
import math
import re
import secrets
from collections.abc import Mapping
from urllib.parse import unquote

from nbconvert.filters.ansi import ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from autograder.pages.mathml import mathml
from autograder.pages.sanitize import TAG, clean_html
from autograder.report.visible import in_order, visible

Attachments = Mapping[str, Mapping[str, str]]

MOST_ELEMENTS = 20_000
MOST_CHARACTERS = 8 * 2**20
_DEEPEST = 100
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_SPAN = re.compile(r'span="(\d+)"')
# What lies beyond 33 million pixels no browser shows. So five lines count as an element, or five letters, which narrow
# cells of a table put below each other, and a picture as a hundred.
_TEXT_OF_AN_ELEMENT, _ELEMENTS_OF_A_PICTURE = 5, 100
_VOID = re.compile(r"<(?:br|col|hr|img|wbr)\b")
_DOLLARS = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)


class TooMuch(Exception):
    """The HTML would be too long or too deep for a browser; the message says which."""


def fragment(kind: str, text: str, attachments: Attachments | None = None) -> tuple[str, int]:
    """(HTML, number of its elements). Raises TooMuch, and anything that a parser raises about what it reads.

    kind      text
    markdown  a Markdown cell or output
    html      HTML that a submission wrote; report: that the grader wrote
    code      Python
    lines     terminal output, perhaps coloured
    latex     LaTeX with its dollars
    image/png, image/jpeg, image/gif: base64; image/svg+xml: SVG
    """
    if kind == "markdown":
        made = _markdown(text, attachments or {})
    elif kind in ("html", "report"):
        made = clean_html(text, styles=kind == "report")
    elif kind == "code":
        made = highlight(text or " ", get_lexer_by_name("ipython3"), HtmlFormatter(cssclass="highlight hl-ipython3"))
    elif kind == "lines":
        made = str(ansi2html(text))
    elif kind == "latex":
        made = _latex(text)
    else:
        made = _image(kind, text)
    made = visible(made)
    if kind in ("code", "lines"):
        made = in_order(made)
    return made, _measured(made, prose=kind in ("markdown", "html"))


def _markdown(source: str, attachments: Attachments) -> str:
    renderer = _Renderer(attachments)
    cleaned = clean_html(MarkdownWithMath(renderer=renderer).render(source))
    return _outside_tags(cleaned, renderer.formulas)


def _outside_tags(cleaned: str, formulas: Mapping[str, str]) -> str:
    """The formulas in place of their names; within a tag, as in the words for a picture, they would break out of it."""
    if not formulas:
        return cleaned
    name = re.compile("|".join(map(re.escape, formulas)))
    parts, end = [], 0
    for tag in TAG.finditer(cleaned):
        parts.append(name.sub(lambda found: formulas[found[0]], cleaned[end : tag.start()]))
        parts.append(name.sub("formula", tag[0]))
        end = tag.end()
    parts.append(name.sub(lambda found: formulas[found[0]], cleaned[end:]))
    return "".join(parts)


class _Renderer(IPythonRenderer):
    """Markdown's renderer, which keeps formulas aside under names until the rest is cleaned."""

    def __init__(self, attachments: Attachments) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self._attached = attachments
        self._secret = secrets.token_hex(8)
        self.formulas: dict[str, str] = {}

    def _formula(self, tex: str, *, block: bool) -> str:
        name = f"formula{self._secret}n{len(self.formulas)}e"
        self.formulas[name] = mathml(tex, block=block)
        return name

    def block_math(self, body: str) -> str:
        return self._formula(body, block=True)

    def inline_math(self, body: str) -> str:
        return self._formula(body, block=False)

    def latex_environment(self, name: str, body: str) -> str:
        return self._formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)

    def block_mermaidjs(self, code: str) -> str:
        return f"<pre>{html.escape(code)}</pre>"  # its drawing would need a script

    def image(self, text: str, url: str, title: str | None = None) -> str:
        name = url.removeprefix("attachment:")
        if name != url:
            bundle = self._attached.get(name) or self._attached.get(unquote(name)) or {}
            kind = next((kind for kind in _PICTURES if kind in bundle), None)
            url = f"data:{kind};base64,{bundle[kind]}" if kind else ""
        return super().image(text, url, title)


def _latex(text: str) -> str:
    parts, end = [], 0
    for formula in _DOLLARS.finditer(text):
        parts.append(html.escape(text[end : formula.start()]))
        parts.append(mathml(formula[1] or formula[2], block=formula[1] is not None))
        end = formula.end()
    return "".join([*parts, html.escape(text[end:])])


def _image(kind: str, text: str) -> str:
    if kind == "image/svg+xml" and "<!entity" not in text.lower():  # which can stand for gigabytes
        data = base64.b64encode(text.encode("utf-8", "replace")).decode()  # in a picture no script runs, nothing loads
    elif kind in _PICTURES and _BASE64.fullmatch(text):
        data = "".join(text.split())
    else:
        raise ValueError(f"no picture: {kind}")
    return f'<img src="data:{kind};base64,{data}" alt="A picture that the cell showed">'


def _measured(made: str, *, prose: bool) -> int:
    if len(made) > MOST_CHARACTERS:
        raise TooMuch(f"it would take {len(made) // 2**20} MB")
    elements = depth = deepest = 0
    for tag in TAG.finditer(made):
        if tag[0].startswith("</"):
            depth -= 1
        else:
            elements += math.prod(map(int, _SPAN.findall(tag[0])))  # browsers lay out each place that a cell spans
            elements += (_ELEMENTS_OF_A_PICTURE - 1) * tag[0].startswith("<img")
            depth += not _VOID.match(tag[0])
            deepest = max(deepest, depth)
    elements = max(elements, (len(TAG.sub("", made)) if prose else made.count("\n")) // _TEXT_OF_AN_ELEMENT)
    if elements > MOST_ELEMENTS:
        raise TooMuch(f"it has {elements} elements, places in tables or fives of lines or letters")
    if deepest > _DEEPEST:
        raise TooMuch(f"its elements are {deepest} deep in each other")
    return elements
