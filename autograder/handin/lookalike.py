"""What a file that somebody handed in under another name probably is."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")
_EXPORTS = (".html", ".htm", ".pdf", ".py", ".md", ".doc", ".docx")
# Endings that browsers, mail programs and learning platforms put at a notebook's name, or in the place of its own.
_ENDINGS = re.compile(
    r"\.(ipynb|json|txt|html?|py|pdf|bak|backup|download|part|crdownload|tmp|old|orig|docx?|md|zip|tar|t?gz|bz2|xz|7z|rar)$|~$",
    re.IGNORECASE,
)
_NEAR = 0.8  # of the letters, for a slip of the keyboard


def folded(name: str) -> str:
    """Letters and digits alone, so that `Linear_Networks ` is linear-networks."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name).casefold())


def bare(name: str) -> str:
    """The name of a file without its endings, one or several: `softmax` for `softmax.ipynb.txt`."""
    before = None
    while before != name:
        before, name = name, _ENDINGS.sub("", name.strip(), count=1) if name.strip(". ") else name
    return name


def meant(name: str, notebooks: Iterable[str]) -> str | None:
    """Which of the notebooks a file of this name may be: `softmax` for `softmax (1).ipynb` or `Softmax_ada.json`."""
    if bare(name) == name and re.search(r"\.\w{1,5}$", name):  # data, a picture: of some kind that is no notebook
        return None
    words = [word for word in re.split(r"[\W_]+", bare(name).casefold()) if word]
    whole = folded(bare(name))
    unnumbered = re.sub(r"(copy|final|new)?\d*$", "", whole)
    for notebook in sorted(notebooks, key=len, reverse=True):  # softmax-quiz before softmax
        wanted = re.split(r"[\W_]+", notebook.casefold())
        spans = (words[start : start + len(wanted)] for start in range(len(words)))
        if unnumbered == folded(notebook) or wanted in spans or _is_near(whole, folded(notebook)):
            return notebook
    return None


def _is_near(one: str, other: str) -> bool:
    match = difflib.SequenceMatcher(None, one, other)  # whose bounds cost little, and settle most pairs
    return match.real_quick_ratio() >= _NEAR and match.quick_ratio() >= _NEAR and match.ratio() >= _NEAR


def remedy(path: str, notebook: str) -> str:
    """What to do with the file at `path` (from the assignment's folder), which is probably `notebook`."""
    name = path.lower()
    if name.endswith(ARCHIVES):
        return "unpack it there"
    if name.endswith(_EXPORTS):
        return f"it is an export, which cannot be graded; {notebook}.ipynb itself is needed"
    return f"move it up, as {notebook}.ipynb" if "/" in path else f"rename it to {notebook}.ipynb"
