"""TeX as MathML, which browsers draw by themselves: no script on a page, and nothing that it fetches.

What latex2mathml makes is looked at element by element: TeX can ask for links and styles as well.
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from latex2mathml.converter import Converter

LONGEST = 4000  # characters; a page of formulas has less
_DEEPEST = 60
# What moves a formula over its neighbours is left out (mpadded, lengths below zero): it could cover a score with
# another.
_ELEMENTS = set(
    "math menclose mfrac mi mn mo mover mphantom mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd"
    " mtext mtr munder munderover".split()
)
_ATTRIBUTES = set(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height largeop"
    " linethickness lspace mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace scriptlevel"
    " separator stretchy symmetric width".split()
)
# Lengths of less than ten letters: thousands of larger ones would be longer than what a browser shows.
_VALUE = re.compile(r"[A-Za-z -]{0,40}|\+?\d?(?:\.\d{1,3})?(?:em|ex)?|\+?\d{0,2}(?:\.\d{1,3})?(?:px|pt|mu)?%?")


def mathml(tex: str, *, block: bool = False) -> str:
    """The formula as HTML; as escaped TeX between its dollars where it is too long or no formula."""
    if len(tex) <= LONGEST:
        try:
            tree = Converter(display="block" if block else "inline").convert_to_element(tex.strip())
            return _written(tree, 0)
        except Exception:  # noqa: BLE001  a formula that is none can raise anything
            pass
    dollars = "$$" if block else "$"
    return html.escape(f"{dollars}{tex}{dollars}", quote=False)


def _written(element: Element, depth: int) -> str:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    inside = _text(element.text) + "".join(_written(child, depth + 1) + _text(child.tail) for child in element)
    if element.tag not in _ELEMENTS:
        return inside
    kept = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES and _VALUE.fullmatch(value)}
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _text(text: str | None) -> str:
    return html.escape(html.unescape(text or ""), quote=False)
