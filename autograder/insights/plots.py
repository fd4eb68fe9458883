"""Plots as SVG in a page: numbers beside the marks, shapes and not colours that differ, and words for who does not see
them.

Nothing of a learner's goes into a plot but numbers.
"""

from __future__ import annotations

import html

from markupsafe import Markup

from autograder.insights.statistics import BINS, Spread
from autograder.insights.summary import percent

_WIDTH, _HEIGHT = 640, 262
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 22, 46, 44


def histogram(scores: Spread) -> Markup:
    """How many learners have which share of the points, with the median as a dashed line."""
    most = max(*scores.bins, 1)
    width, height = (_WIDTH - _LEFT - _RIGHT) / BINS, _HEIGHT - _TOP - _BOTTOM
    marks = []
    for number, count in enumerate(scores.bins):
        x, tall = _LEFT + number * width, height * count / most
        y = _TOP + height - tall
        if count:
            marks.append(f'<rect class="bar" x="{x + 3:.1f}" y="{y:.1f}" width="{width - 6:.1f}" height="{tall:.1f}"/>')
            marks.append(_text(x + width / 2, y - 5, str(count), "middle"))
        marks.append(_text(x, _HEIGHT - _BOTTOM + 18, f"{100 * number // BINS}", "middle"))
    marks.append(_text(_LEFT + BINS * width, _HEIGHT - _BOTTOM + 18, "100", "middle"))
    marks.append(_text(_LEFT + BINS * width / 2, _HEIGHT - 8, "share of the points in percent", "middle"))
    marks.append(f'<path class="axis" d="M{_LEFT} {_TOP + height}H{_WIDTH - _RIGHT}"/>')
    marks.append(
        f'<text transform="translate(16 {_TOP + height / 2:.0f}) rotate(-90)" text-anchor="middle">learners</text>'
    )
    if scores.median is not None:
        x = _LEFT + scores.median * BINS * width
        bin = min(int(scores.median * BINS), BINS - 1)
        foot = _TOP + height - height * scores.bins[bin] / most - 5  # the foot of the count above the bar
        gap = f"V{foot - 14:.1f}M{x:.1f} {foot + 3:.1f}" if scores.bins[bin] else ""
        marks.append(f'<path class="line" d="M{x:.1f} {_TOP - 26}{gap}V{_TOP + height}"/>')
        side, anchor = (-5, "end") if scores.median > 0.6 else (5, "start")
        marks.append(_text(x + side, _TOP - 28, f"median {percent(scores.median)}", anchor))
    counts = "; ".join(f"{10 * n} to {10 * n + 10} percent: {count}" for n, count in enumerate(scores.bins))
    alt = f"Histogram of the scores of {scores.count} learners. {counts}. Median {percent(scores.median)}."
    return _svg(marks, _WIDTH, _HEIGHT, alt, "plot")


def bar(share: float | None) -> Markup:
    """A share of 1 as a bar of a hundred in a frame; the number belongs beside it."""
    if share is None:
        return Markup("")
    marks = [
        '<rect class="frame" x="0.5" y="0.5" width="100" height="11"/>',
        f'<rect class="bar" x="0.5" y="0.5" width="{100 * min(max(share, 0), 1):.1f}" height="11"/>',
    ]
    return _svg(marks, 101, 12, "", "small")


def boxes(scores: Spread) -> Markup:
    """A box from the lower to the upper quartile with the median in it, on a line from the lowest to the highest score."""
    if scores.median is None or scores.lower is None or scores.upper is None:
        return Markup("")
    lowest, highest = scores.lowest or 0.0, scores.highest or 0.0
    marks = [
        '<path class="axis" d="M5 20H205M5 20v3M105 20v3M205 20v3"/>',
        f'<path class="axis" d="M{_x(lowest)} 10H{_x(highest)}M{_x(lowest)} 6v8M{_x(highest)} 6v8"/>',
        f'<rect class="box" x="{_x(scores.lower)}" y="4" width="{200 * (scores.upper - scores.lower):.1f}" height="12"/>',
        f'<path class="median" d="M{_x(scores.median)} 3v14"/>',
    ]
    alt = (
        f"Lowest {percent(lowest)}, lower quartile {percent(scores.lower)}, median {percent(scores.median)},"
        f" upper quartile {percent(scores.upper)}, highest {percent(highest)}."
    )
    return _svg(marks, 210, 24, alt, "strip")


def _x(share: float) -> str:
    return f"{5 + 200 * share:.1f}"


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(text)}</text>'


def _svg(marks: list[str], width: int, height: int, alt: str, kind: str) -> Markup:
    """With `alt` a picture with a name, else decoration beside a number."""
    role = f'role="img" aria-label="{html.escape(alt)}"' if alt else 'aria-hidden="true"'
    size = f'viewBox="0 0 {width} {height}"'
    return Markup(f'<svg class="{kind}" {role} {size}>{"".join(marks)}</svg>')
