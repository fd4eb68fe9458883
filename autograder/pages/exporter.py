"""A graded notebook as a page for formgrader: nbgrader's templates around what a submission wrote.

The templates never see a submission. nbconvert gets a notebook in which every cell's text and every output is a name,
drawn at random; when the page is finished, the names are replaced by cleaned HTML, once. So nothing rewrites what was
cleaned, and no part of nbconvert works on what a submission wrote.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import secrets
from collections.abc import Mapping
from typing import Any

from jinja2 import DictLoader, pass_context
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from traitlets import Unicode, default

from autograder.notebook.file import make_cell
from autograder.notebook.outputs import make_output
from autograder.pages.rendering import Piece, render
from autograder.report.model import ExerciseReport, from_json
from autograder.report.render import exercise_html

# What runs when the page's own eye beside a learner's name is clicked, in nbgrader's template.
_HANDLERS = ("toggle_name(true);", "toggle_name(false);")
# formgrader's scripts wait for MathJax, which comes from the network; formulas are MathML here. A link in a submission
# to the server itself would act with the rights of who clicks it.
_SCRIPT = """<script>
window.MathJax = {Hub: {Startup: {signal: {Interest: function (ended) { ended("End"); }}}}};
document.addEventListener("DOMContentLoaded", function () {
  document.querySelectorAll("a[rel~=noreferrer]").forEach(function (link) {
    if (link.hostname === window.location.hostname && !link.getAttribute("href").startsWith("#")) {
      link.removeAttribute("href");
    }
  });
});
</script>"""
# A picture may say that it is higher than a browser can count; nothing below it would have a place then.
_STYLE = "<style>img { max-width: 100%; max-height: 2000px; }</style>"
# The first kind that an output has is shown, as nbconvert would.
_KINDS = {
    "text/html": "html",
    "text/markdown": "markdown",
    "image/svg+xml": "image/svg+xml",
    "text/latex": "latex",
    "image/png": "image/png",
    "image/jpeg": "image/jpeg",
    "text/plain": "lines",
}
# The policy of a page that loads nothing; what it is drawn with is for each kind of page to say.
NOTHING_LOADS = ("default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'")
_MARKS = ("grade", "solution", "task", "locked")
_NAMES = ("student", "first_name", "last_name", "notebook_path")
_REPORT = "autograder"  # in the metadata of an output
_GRADE_ID = re.compile(r"[A-Za-z0-9_-]+")


class PageExporter(HTMLExporter):
    """In place of nbconvert's HTMLExporter, with its configuration."""

    export_from_notebook = ""  # not in JupyterLab's menu
    policy = Unicode("counterexamples", help="What of a report is shown, as `feedback` in course.yml")

    @default("optimistic_validation")
    def _optimistic_validation_default(self) -> bool:
        return True  # the outline is valid as it is made

    @default("extra_loaders")
    def _extra_loaders_default(self) -> list[DictLoader]:
        head = _STYLE + (_SCRIPT if self.template_name == "formgrade" else "")
        return [DictLoader({"mathjax.html.j2": f"{{%- macro mathjax(url='') -%}}{head}{{%- endmacro -%}}"})]

    @default("filters")
    def _filters_default(self) -> dict[str, Any]:
        return {"highlight_code": lambda source, **_: source}

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """The page's own Markdown, which is a grader's comment; a cell's text is a name already."""
        return source if source in self._written.pieces else self._written.name(Piece("markdown", source))

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        self._written = Written(self.policy)
        page, resources = super().from_notebook_node(self._written.outline(nb), _escaped(resources), **kw)
        return self._written.filled(_guarded(page)), resources


class Written:
    """What a submission wrote on a page: its pieces, by the names that stand for them."""

    def __init__(self, policy: str) -> None:
        self._policy = policy
        self._secret = secrets.token_hex(16)
        self.pieces: dict[str, Piece] = {}

    def name(self, piece: Piece) -> str:
        name = f"written{self._secret}n{len(self.pieces)}e"
        self.pieces[name] = piece
        return name

    def outline(self, nb: NotebookNode) -> NotebookNode:
        """The notebook with names in place of everything that a submission wrote."""
        outline: NotebookNode = new_notebook()
        outline.cells = [self._cell(cell, number) for number, cell in enumerate(nb.cells, start=1)]
        return outline

    def filled(self, page: str) -> str:
        """The page with the cleaned pieces in place of their names."""
        made = dict(zip(self.pieces, render(list(self.pieces.values())), strict=True))
        return re.sub(rf"written{self._secret}n\d+e", lambda name: made[name[0]].html, page)

    def _cell(self, cell: NotebookNode, number: int) -> NotebookNode:
        mark = _mark(cell)
        source = str(cell.source)
        if cell.cell_type == "code":
            outline = make_cell("code", self.name(Piece("code", source)), id=f"cell-{number}", metadata=mark)
            outline.execution_count = _count(cell)
            graded = bool(mark) and mark["nbgrader"]["grade"] and not mark["nbgrader"]["solution"]
            outline.outputs = [self._output(output, graded=graded) for output in cell.outputs]
            return outline
        if cell.cell_type == "markdown":
            text = self.name(Piece("markdown", source, cell.get("attachments", {})))
        else:
            kind = str(cell.metadata.get("raw_mimetype", "")).lower()
            text = self.name(Piece("html" if kind == "text/html" else "block", source))
        return make_cell("markdown", text, id=f"cell-{number}", metadata=mark)

    def _output(self, output: NotebookNode, *, graded: bool) -> NotebookNode:
        if output.output_type == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            return make_output("stream", name=name, text=self.name(Piece("lines", _text(output.text))))
        if output.output_type == "error":
            lines = self.name(Piece("lines", "\n".join(map(str, output.traceback))))
            return make_output("error", ename="", evalue="", traceback=[lines])
        data = output.get("data", {})
        kind = next((kind for kind in _KINDS if kind in data), None)
        if kind is None:
            piece = Piece("block", f"[an output of a kind that pages do not show: {', '.join(data) or 'none'}]")
        elif kind == "text/html" and graded:
            piece = Piece("report", self._report(output))
        else:
            piece = Piece(_KINDS[kind], _text(data[kind]))
        # As plain text it stands in a <pre> of the template.
        shown = "text/plain" if piece.kind == "lines" else "text/html"
        named = {"data": {shown: self.name(piece)}}
        if output.output_type == "execute_result":
            return make_output("execute_result", execution_count=_count(output), **named)
        return make_output("display_data", **named)

    def _report(self, output: NotebookNode) -> str:
        """By today's policy, where the report was kept; the judge alone writes outputs of graded cells."""
        exercise = kept_report(output)
        return _text(output.data["text/html"]) if exercise is None else exercise_html(exercise, self._policy)


def keep_report(output: NotebookNode, report: dict[str, Any]) -> None:
    """Puts a report of one exercise, as JSON data, beside what a graded cell shows of it."""
    output.metadata[_REPORT] = report


def kept_report(output: NotebookNode) -> ExerciseReport | None:
    """The report that `keep_report` has put there; None in a notebook of an earlier version."""
    report = output.get("metadata", {}).get(_REPORT)
    return None if report is None else from_json(report).exercises[0]


def _mark(cell: NotebookNode) -> dict[str, Any]:
    """What the templates and nbgrader read of a cell that is graded or answered."""
    mark = cell.metadata.get("nbgrader")
    if not isinstance(mark, Mapping) or not _GRADE_ID.fullmatch(str(mark.get("grade_id", ""))):
        return {}
    kept: dict[str, Any] = {name: bool(mark.get(name)) for name in _MARKS}
    kept.update(grade_id=mark["grade_id"], schema_version=3, points=float(mark.get("points", 0) or 0))
    kept["cell_type"] = cell.cell_type
    return {"nbgrader": kept}


def _count(node: NotebookNode) -> int | None:
    count = node.get("execution_count")
    return count if isinstance(count, int) else None


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _escaped(resources: dict[str, Any] | None) -> dict[str, Any] | None:
    """A learner's names as the templates may write them; they do not escape them."""
    if resources is None:
        return None
    return {key: html.escape(str(value)) if key in _NAMES and value else value for key, value in resources.items()}


def _guarded(page: str) -> str:
    """The page, in which so far nothing is a submission's, with a policy that lets its own scripts run, and no others."""
    nonce = secrets.token_urlsafe(16)
    page = re.sub(r"<script(?=[\s>])", f'<script nonce="{nonce}"', page)
    page = re.sub(r"<(style|link)(?=[\s>])", rf'<\1 nonce="{nonce}"', page)
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in _HANDLERS)
    allowed = " ".join([f"'nonce-{nonce}'", "'unsafe-hashes'", *(f"'sha256-{digest}'" for digest in digests)])
    policy = [*NOTHING_LOADS, f"script-src {allowed}", f"style-src-elem 'nonce-{nonce}'"]
    policy += ["style-src-attr 'unsafe-inline'", "font-src 'self'", "connect-src 'self'"]
    head = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{"; ".join(policy)}">'
    head += '\n<meta http-equiv="x-dns-prefetch-control" content="off">'
    return page.replace("<head>", head, 1)
