"""HTML that somebody else wrote, made harmless: text, tables, pictures that it holds itself, and links that leave.

Feedback pages and formgrader show it with the rights of whoever is logged in: a script in it could change marks, and a
picture's address could ask any server for anything. What may stay is listed here, all else goes. Nothing may rewrite
the result any more; see `pages`.
"""

from __future__ import annotations

import html
import re

import nh3

# No class, id or name: formgrader's scripts act on elements by these. No data-*: it makes links of them. No align of a
# table: it would float beside what follows, the next cell's result.
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "col": {"span", "align", "width"},
    "colgroup": {"span", "align", "width"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"align", "valign", "colspan", "rowspan"},
    "th": {"align", "valign", "colspan", "rowspan", "scope"},
    "tr": {"align", "valign"},
    "*": {"lang"},
}
_SCHEMES = {"http", "https", "mailto", "data"}
_TAGS = nh3.ALLOWED_TAGS - {"area", "map", "bdo"}  # bdo turns text round, as would an attribute dir
# Formgrader's styles move each of these by half a line from its place, where nothing else makes room: forty of them in
# each other would lie across the score of another cell.
_MOVED = re.compile(r"</?su[bp]\b")
_MOST_MOVED = 2
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
# As browsers read them: no backslash that counts as a slash, no control characters that they leave out, no other user.
# A host has a name with a dot: numbers and short names are this machine's, or its neighbours'. It is ASCII: of other
# letters browsers make these, and leave some out, so that they read numbers, or localhost, where nobody else does.
_HOST = r"(?:[a-zA-Z0-9_-]+\.)+(?!localhost\b)[a-zA-Z_][a-zA-Z0-9_-]*(?::[0-9]{1,5})?"
_LINK = re.compile(rf"(?:https?://{_HOST}(?:[/?#][^\s\\]*)?|mailto:[^\s\\]+|#[^\s\\]*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}%?")
_SPAN = re.compile(r"[1-9]\d{0,3}")  # 0 would be all that follow, however many
_WORD = re.compile(r"[A-Za-z][A-Za-z-]{0,30}")
# What reports are drawn with. No value has an address or moves anything from its place.
_STYLE_NAMES = (
    "background|background-color|border|border-bottom|border-collapse|border-left|border-right|border-top|color|display"
    "|font-family|font-size|font-style|font-weight|height|margin|max-width|opacity|padding|text-align|vertical-align"
    "|white-space|width"
)
_STYLE_VALUE = (
    r"(?:[a-z][a-z-]*|\d{1,3}(?:\.\d+)?(?:px|em|%)?|#[0-9a-f]{3,8}|var\(--jp-[a-z0-9-]+(?:,\s*#[0-9a-f]{3,8})?\))"
)
_STYLE = re.compile(rf"\s*(?:{_STYLE_NAMES})\s*:\s*{_STYLE_VALUE}(?:\s+{_STYLE_VALUE})*\s*", re.IGNORECASE)
# Exact for what nh3 writes: attributes in double quotes, no other < or " in text.
TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_NAMED = re.compile(r' ([a-z]+)="([^"]*)"')


def clean_html(source: str, *, styles: bool = False) -> str:
    """`source` without anything that acts or loads; a picture that is not in it becomes its name in words.

    With `styles`, for what the grader itself wrote, simple style attributes stay.
    """
    attributes = _ATTRIBUTES | {"*": _ATTRIBUTES["*"] | {"style"}} if styles else _ATTRIBUTES
    cleaned = nh3.clean(source, tags=_TAGS, attributes=attributes, url_schemes=_SCHEMES, attribute_filter=_attribute)
    return TAG.sub(_finished, _in_place(cleaned))


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        address = value.strip()
        return address if _LINK.fullmatch(address) else None
    if name == "src":
        return "".join(value.split()) if _PICTURE.fullmatch(value.strip()) else None
    if name == "style":
        return value if all(_STYLE.fullmatch(part) for part in value.rstrip("; ").split(";")) else None
    if name in ("width", "height", "start"):
        return value if _NUMBER.fullmatch(value) else None
    if name in ("colspan", "rowspan", "span"):
        return value if _SPAN.fullmatch(value) else None
    if name in ("align", "valign", "scope", "lang"):
        return value if _WORD.fullmatch(value) else None
    return value


def _in_place(cleaned: str) -> str:
    """Without those of `_MOVED` that stand in too many others."""
    if not _MOVED.search(cleaned):
        return cleaned
    inside = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal inside
        if not _MOVED.match(tag[0]):
            return tag[0]
        ends = tag[0].startswith("</")
        inside += -1 if ends else 1
        return tag[0] if inside + ends <= _MOST_MOVED else ""

    return TAG.sub(kept, cleaned)


def _finished(tag: re.Match[str]) -> str:
    if tag[0].startswith("<img "):
        return _picture(tag[0])
    if tag[0] == "<img>":
        return _absent("")
    # Elsewhere than in the page itself, which may be a part of JupyterLab.
    return re.sub(r'^<a (?=(?:[a-z]+="[^"]*" )*href="(?!#))', '<a target="_blank" ', tag[0], count=1)


def _picture(tag: str) -> str:
    named = dict(_NAMED.findall(tag))
    if not named.get("src"):
        return _absent(html.unescape(named.get("alt") or named.get("title") or ""))
    return tag if "alt" in named else f'{tag[:-1]} alt="A picture without a description">'


def _absent(alt: str) -> str:
    return f"<em>[picture not shown{f': {html.escape(alt)}' if alt else ''}]</em>"
