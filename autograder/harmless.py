"""What a submission shows, made harmless before a browser shows it to an instructor.

Feedback pages and formgrader render Markdown and rich outputs as HTML, with the rights of whoever is logged in: a
script in them could change marks. What stays is text, tables, pictures and links.
"""

import html
from collections.abc import Callable
from typing import Any

import nh3
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

_ATTRIBUTES = {tag: names - {"id", "class", "style"} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
# Reading Markdown takes the square of their number: brackets that nothing closes. A picture in base64 has none of them.
_MARKS, _MOST_MARKS = "[]()!*_`<$|\\", 3000
_PICTURES = ("data:image/png;", "data:image/jpeg;", "data:image/gif;")


def clean_html(source: str) -> str:
    """`source` without scripts, styles, forms, event handlers and links that run code."""
    return nh3.clean(
        source, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto", "data"}, attribute_filter=_attribute
    )


def clean_outputs(nb: NotebookNode) -> None:
    """Make every output of the notebook harmless, in place; what cannot be is left out."""
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            if "data" in output:
                output.metadata = NotebookNode()
                output.data = NotebookNode(
                    {kind: _CLEANERS[kind](value) for kind, value in output.data.items() if kind in _CLEANERS}
                )


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """nbconvert's filter of this name, for HTMLExporter.filters, with the result cleaned; endless markup stays text."""
    if sum(map(source.count, _MARKS)) > _MOST_MARKS:
        return f"<pre>{html.escape(source)}</pre>"
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    return clean_html(MarkdownWithMath(renderer=renderer).render(source))


def _attribute(tag: str, name: str, value: str) -> str | None:
    if value.strip().lower().startswith("data:") and not (tag == "img" and value.lower().startswith(_PICTURES)):
        return None
    return value


def _text(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


# nbconvert escapes plain text and LaTeX, shows SVG as a picture, in which no script runs, and renders Markdown with the
# filter above. What is not here, such as JavaScript and widgets, is left out.
_CLEANERS: dict[str, Callable[[Any], str]] = {
    "text/plain": _text,
    "text/html": lambda value: clean_html(_text(value)),
    "text/markdown": _text,
    "text/latex": _text,
    "image/svg+xml": _text,
    "image/png": _text,
    "image/jpeg": _text,
}
