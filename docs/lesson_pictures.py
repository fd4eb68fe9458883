"""The pictures that stand in lessons before the work: `python docs/lesson_pictures.py` draws them into solutions/.

They are attachments of Markdown cells, so that neither a learner's kernel nor grading spends time on them. Each has its
own white ground, and is readable on a dark page too. A module of docs/lessons/ is one picture: `NOTEBOOK` says where it
stands, `ALT` what is seen, `draw()` draws it. The notebook has a Markdown cell for it, with `![](attachment:picture.png)`.
"""

from __future__ import annotations

import base64
import importlib
import io
import pkgutil
import re
import sys
from pathlib import Path
from types import ModuleType

import lessons
import nbformat

SOLUTIONS = Path(__file__).parents[1] / "solutions"
IMAGE = re.compile(r"!\[[^\]]*\]\(attachment:picture\.png\)")


def put(picture: ModuleType) -> None:
    """Draws a picture into the one cell that shows it, and says there what is seen."""
    path = SOLUTIONS / f"{picture.NOTEBOOK}.ipynb"
    nb = nbformat.read(path, as_version=4)
    cells = [cell for cell in nb.cells if IMAGE.search(cell.source)]
    if len(cells) != 1:
        raise SystemExit(f"{path}: {len(cells)} cells show attachment:picture.png, but one should")
    file = io.BytesIO()
    picture.draw().savefig(file, format="png", dpi=110, facecolor="white", metadata={"Software": None})
    cells[0].attachments = {"picture.png": {"image/png": base64.b64encode(file.getvalue()).decode()}}
    cells[0].source = IMAGE.sub(lambda _: f"![{picture.ALT}](attachment:picture.png)", cells[0].source)
    nbformat.write(nb, path)


def main() -> None:
    """Draws the pictures named on the command line (`lstm`), or all."""
    names = [module.name for module in pkgutil.iter_modules(lessons.__path__) if module.name != "drawing"]
    for name in sys.argv[1:] or names:
        put(importlib.import_module(f"lessons.{name}"))


if __name__ == "__main__":
    main()
