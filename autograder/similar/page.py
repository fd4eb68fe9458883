"""The pairs side by side as one HTML page, which loads nothing and runs nothing. All that learners wrote is escaped.

What is alike has the same number on both sides, a bar and bold type, so that no colour is needed to see it, on paper
either.
"""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.course.learner_id import shown
from autograder.report.render import clean
from autograder.report.visible import in_order
from autograder.similar.choices import FEWEST, Agreeing
from autograder.similar.findings import Findings, summary
from autograder.similar.pairs import Pair, rare_up_to
from autograder.similar.piece import Key
from autograder.similar.work import Work

MOST_PAIRS = 50  # in full; all are in the table
_MOST_LINES = 300  # of one learner's in one pair
_LONGEST = 300  # characters of a line
_AROUND = 2  # lines above and below what is alike
_MOST_NAMES = 30
_MANY = 1000  # who have something that is not rare

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --quiet: #555; --line: #bbb; --alike: #fff3c4; --bar: #8a5a00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --paper: #16181c; --quiet: #aaa; --line: #555; --alike: #3d3413; --bar: #ffd166; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto; max-width: 84rem; padding: 0 1rem; }
p, li { max-width: 48rem; }
a { color: inherit; }
table.list { border-collapse: collapse; }
table.list th, table.list td { text-align: left; vertical-align: top; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); }
.who, h2, h3 { overflow-wrap: anywhere; }
section { border-top: 2px solid var(--line); margin-top: 2.5rem; }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem; }
.side { border: 1px solid var(--line); padding: .5rem; }
.side h4 { margin: 0 0 .3rem; overflow-wrap: anywhere; }
.cell { border-top: 1px dotted var(--line); margin: .4rem 0 0; padding-top: .3rem; }
.where { color: var(--quiet); font-size: .8rem; }
.row { display: grid; grid-template-columns: 2.4rem minmax(0, 1fr); font: 13px/1.45 ui-monospace, monospace; }
.row > span { border-left: 4px solid transparent; padding-left: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.row > b { text-align: right; padding-right: .4rem; color: var(--bar); }
.row.alike > span { border-left-color: var(--bar); background: var(--alike); font-weight: 700; }
@media (max-width: 600px) { .sides { grid-template-columns: minmax(0, 1fr); } }
@media print {
  :root { --ink: #000; --paper: #fff; --quiet: #333; --line: #888; --alike: #fff; --bar: #000; }
  body { margin: 0; max-width: none; } .row { font-size: 8.5pt; } section { break-before: page; }
}
"""


@dataclass(frozen=True)
class _Line:
    """A line of a cell: its text, the number of what is alike in it (0: nothing), and whether that begins here."""

    text: str
    number: int
    begins: bool


def page(findings: Findings) -> str:
    """The whole page."""
    title = f"Alike in {_text(findings.assignment)}"
    parts = [
        f"<h1>{title}</h1>",
        "<p><strong>These are questions, and no verdicts.</strong> The page shows what two learners have in common and few"
        " others have. It does not know why: they may have worked together where that is welcome, asked the same"
        " helper, or read the same page. Read both sides, and ask both learners, before you think of anything else.</p>",
        _what(findings),
        _numbers(findings),
        _table(findings),
        *(
            _section(findings, number, pair)
            for number, pair in enumerate(findings.comparison.pairs[:MOST_PAIRS], start=1)
        ),
        _notes(findings),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(filter(None, parts))
        + "\n</body></html>\n"
    )


def _what(findings: Findings) -> str:
    found, learners = findings.comparison, len(findings.works)
    reports = (
        f"Mistakes are compared where reports of grading are kept ({findings.reports} of {learners} learners)."
        + " Grade the others with <code>autograder autograde</code>, and look again." * bool(findings.waiting)
        if findings.reports
        else "No reports of grading are kept, so mistakes were not compared: run <code>autograder autograde</code> first."
    )
    return (
        f"<p>{learners} learners were compared, each with each other one, in all notebooks with exercises together: code without its names,"
        " order and layout; comments; own Markdown; unusual names; mistakes. What is rare in the class counts most.</p>"
        f"<p>Taken out, because the course explains it: {findings.known} pieces that the references, the stubs, the text handed out"
        f" and the known answers have, and {found.common} that more than {rare_up_to(learners)} learners have. {reports}</p>"
        f"<p>Half of all pairs have less than {found.usual:.0f} in common by this measure. Shown is what has more than"
        f" {found.limit:.0f}, which hardly ever happens by chance in a class that works like this one.</p>"
        f"<p>{_choices(findings)}</p>"
    )


def _choices(findings: Findings) -> str:
    if not findings.comparison.exercises:
        return f"Who agrees in one exercise after the other was not looked at: that takes an exercise, and {FEWEST} learners."
    return (
        f"Shown as well is who agrees in many of {findings.comparison.exercises} exercises, also where each answer is one that others"
        " have: exercise by exercise it is counted how many pairs of the class are as alike, and from that how"
        " often all of it comes together by chance, in all notebooks and in each by itself, and once more of answers that are the same but for names, order and layout. Where the class agrees throughout, by one source, that is corrected for."
    )


def _numbers(findings: Findings) -> str:
    if not findings.numbers and not findings.fits:
        return ""
    rows = "".join(
        f"<li>{_who(learner)} answered <code>{_text(quiz)}</code> with the numbers of {_who(whose)}.</li>"
        for learner, quiz, whose in findings.numbers
    )
    fits = "".join(
        f"<li>{_who(it.learner)}: wrong answers in <code>{_text(it.quiz)}</code> are right with the numbers of {_who(it.whose)}:"
        f" {_text(', '.join(it.questions))}.</li>"
        for it in findings.fits
    )
    parts = [f"<p>A slip of the pen, or another's notebook:</p><ul>{rows}</ul>"] if rows else []
    parts += (
        [
            f"<p>The id in the notebook is the learner's own, and the answers fit the numbers of somebody else:</p><ul>{fits}</ul>"
        ]
        if fits
        else []
    )
    return f"<h2>Numbers of somebody else</h2>{''.join(parts)}"


def _table(findings: Findings) -> str:
    pairs = findings.comparison.pairs
    if not pairs:
        return (
            "<h2>Pairs</h2><p>No pair stands out by what was compared. That does not say that nobody copied. What cannot be seen: a short"
            " answer that many have, with other names; one that was rewritten in another way; one from somebody who is not in this"
            " class; and copies that much of the class shares.</p>"
        )
    rows = []
    for number, pair in enumerate(pairs, start=1):
        first, second = map(_who, findings.learners(pair))
        place = f'<a href="#pair-{number}">{number}</a>' if number <= MOST_PAIRS else f"{number}"
        rows.append(
            f"<tr><td>{place}</td><td>{first} and {second}</td><td>{summary(pair)}</td><td>{pair.alike:.0f}</td>"
            f"<td>{_expected(pair)}</td></tr>"
        )
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("", "learners", "what they share and few others have", "alike", "such pairs by chance")
    )
    return f'<h2>Pairs</h2><table class="list"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _section(findings: Findings, number: int, pair: Pair) -> str:
    works = [findings.works[pair.first], findings.works[pair.second]]
    first, second = (_who(work.learner) for work in works)
    mistakes = [findings.words[key] for key in sorted(pair.shared) if key in findings.words]
    names = sorted(key.text for key in pair.shared if key.kind == "name")
    facts = [f"In common: {summary(pair)}."]
    facts += [f"Alike mistake: {_text(mistake)}." for mistake in mistakes]
    if pair.choices is not None:
        facts += [_agreement(findings, pair.choices)]
    if names:
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        facts.append(f"Names: {', '.join(f'<code>{_text(name)}</code>' for name in names[:_MOST_NAMES])}{more}.")
    numbers = _numbered(works, pair)
    sides = "".join(
        f'<div class="side"><h4>{_who(work.learner)}</h4>{_side(work, pair, numbers)}</div>' for work in works
    )
    listed = "".join(f"<li>{fact}</li>" for fact in facts)
    return (
        f'<section id="pair-{number}"><h2>{number}. {first} and {second}</h2><ul>{listed}</ul>'
        f'<p class="where">The same number on both sides: alike but for names, order and layout.</p><div class="sides">{sides}</div></section>'
    )


def _expected(pair: Pair) -> str:
    if pair.choices is None:
        return "–"
    return f"{pair.choices.expected:.3f}" if pair.choices.expected >= 0.001 else "less than 0.001"


def _agreement(findings: Findings, choices: Agreeing) -> str:
    """In which exercises two learners agree, the rarest first, and what follows from all together."""
    rarest = sorted(choices.agreements, key=lambda one: one.share)
    listed = ", ".join(f"<code>{_text(one.unit[1])}</code> {_share(one.share)}" for one in rarest)
    return (
        f"The same way in {len(rarest)} of {findings.comparison.exercises} exercises. As alike in each are, of all pairs: {listed}. That all of it comes"
        f" together by chance is expected of {choices.expected:.1g} pairs in a class like this one."
    )


def _share(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.01 else "less than 1 %"


def _alike(pair: Pair) -> dict[Key, int]:
    """What is shown as alike, with how many have it: what is rare, and whatever else is the same where the two agree."""
    agreed = () if pair.choices is None else pair.choices.agreements
    return {**{key: _MANY for one in agreed for key in one.keys}, **pair.shared}


def _weight(alike: Mapping[Key, int], key: Key) -> tuple[float, Key]:
    return key.size / math.log1p(alike[key]), key


def _chosen(work: Work, pair: Pair) -> dict[tuple[str, int, int], tuple[Key, bool]]:
    """By notebook, cell and line: what is most alike there, and whether it begins there."""
    found: dict[tuple[str, int, int], tuple[Key, bool]] = {}
    alike = _alike(pair)
    for piece in work.pieces:
        if piece.cell < 0 or piece.key.kind == "name" or piece.key not in alike:
            continue
        for line in range(piece.first, piece.last + 1):
            place = piece.notebook, piece.cell, line
            if place not in found or _weight(alike, piece.key) > _weight(alike, found[place][0]):
                found[place] = piece.key, line == piece.first
    return found


def _numbered(works: list[Work], pair: Pair) -> dict[Key, int]:
    """A number for each that is shown, in the order of the first learner's work."""
    numbers: dict[Key, int] = {}
    for work in works:
        for _, (key, _) in sorted(_chosen(work, pair).items()):
            numbers.setdefault(key, len(numbers) + 1)
    return numbers


def _side(work: Work, pair: Pair, numbers: Mapping[Key, int]) -> str:
    chosen = _chosen(work, pair)
    cells = []
    left = _MOST_LINES
    for (notebook, cell), source in work.cells.items():
        lines = []
        for at, text in enumerate(source.split("\n"), start=1):
            key, begins = chosen.get((notebook, cell, at), (None, False))
            lines.append(_Line(text, 0 if key is None else numbers[key], begins))
        if any(line.number for line in lines):
            rows = _rows(lines)
            if left <= 0:
                cells.append('<p class="where">… more cells with alike parts are left out</p>')
                break
            cells.append(
                f'<div class="cell"><div class="where">{_text(notebook)}.ipynb, cell {cell + 1}</div>{"".join(rows[:left])}</div>'
            )
            left -= len(rows)
    return "".join(cells) or "<p>Nothing in the text; see above.</p>"


def _rows(lines: list[_Line]) -> list[str]:
    """What is alike with some lines around it; where lines are left out, dots."""
    near = {at for index, line in enumerate(lines) if line.number for at in range(index - _AROUND, index + _AROUND + 1)}
    rows, gap = [], False
    for index, line in enumerate(lines):
        if index not in near:
            if not gap:
                rows.append('<div class="row"><b></b><span>…</span></div>')
            gap = True
            continue
        gap = False
        number = str(line.number) if line.number and line.begins else ""
        text = (
            line.text if len(line.text) <= _LONGEST else f"{line.text[:_LONGEST]} … ({len(line.text) - _LONGEST} more)"
        )
        rows.append(
            f'<div class="row{" alike" if line.number else ""}"><b>{number}</b><span>{in_order(_text(text)) or "&nbsp;"}</span></div>'
        )
    return rows


def _notes(findings: Findings) -> str:
    if not findings.notes:
        return ""
    listed = "".join(f"<li>{_text(note)}</li>" for note in findings.notes)
    return f"<section><h2>Not compared</h2><ul>{listed}</ul></section>"


def _who(learner: str) -> str:
    return f'<strong class="who">{_text(shown(learner))}</strong>'


def _text(text: str) -> str:
    """Text of whatever origin as HTML that shows it."""
    return html.escape(clean(text))
