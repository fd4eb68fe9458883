"""The picture on a feedback page, where an exercise has one: its `picture.py` draws what came beside what was expected.

Drawn after the whole notebook has been judged, so that nothing that happens here reaches a score. Whatever goes wrong,
there is no picture: a submission may return anything, and in the picture's calls something else than in a test's.
"""

from __future__ import annotations

import base64
import functools
import io
import re
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from nbformat import NotebookNode

from autograder.checks.rng import Rng
from autograder.course.layout import exercise_of
from autograder.course.model import Exercise
from autograder.course.modules import load_module
from autograder.grading.guard import OutOfTime, cpu_limit
from autograder.notebook.cells import check_id, find
from autograder.remote import wire
from autograder.remote.student import Student, SubmissionError, SubmissionTimeout
from autograder.report.model import ExerciseReport, Picture, Verdict
from autograder.sandbox.session import Session

FILE = "picture.py"
# For one picture: what the submission's calls may take by the clock, and this process in CPU time. Commonly a tenth.
CALLS_SECONDS = 1.0
DRAWING_SECONDS = 2.0
LARGEST = 30_000  # bytes of a PNG
_DPI = 100
_COLOURS = 64
# A test that never ended, or that ended the process, has had its time.
_PICTURED = (Verdict.FAILED, Verdict.ERROR)

Draw = Callable[[Any, Any, Rng], Any]


@dataclass(frozen=True)
class TimeLimited:
    """A backend over a session that is still alive: its calls share `seconds`, and never start it again."""

    session: Session
    until: float

    def answer(self, packet: wire.Packet) -> wire.Packet:
        seconds = self.until - time.monotonic()
        if not self.session.alive or seconds <= 0:
            raise SubmissionTimeout("TimeoutError", "no time is left for a picture")
        try:
            return self.session.answer(packet, seconds)
        except OutOfTime:
            self.session.close()  # a reply may be on its way, and the next picture would take it for its own
            raise


def prepare(folders: Iterable[Path]) -> None:
    """Imports what takes longer than a picture, if any of the exercises' folders has one to draw."""
    if any((folder / FILE).exists() for folder in folders):
        import matplotlib.backends.backend_agg
        import matplotlib.figure  # noqa: F401


def with_pictures(
    exercises: Sequence[ExerciseReport],
    parts: Mapping[str, Exercise],
    session: Session,
    nb: NotebookNode,
    reference: Callable[[Exercise], Any],
) -> tuple[ExerciseReport, ...]:
    """The reports, those of failed exercises with a picture where there is one; everything else in them as it was.

    `parts` are the notebook's exercises by id, `reference` gives one's reference namespace.
    """
    pictured = []
    for report in exercises:
        part = parts.get(report.id)
        if part is not None and report.verdict in _PICTURED and session.alive and not _defined_again(nb, report.id):
            student = Student(TimeLimited(session, time.monotonic() + CALLS_SECONDS))
            report = replace(report, picture=picture_of(part.folder, student, reference(part)))
        pictured.append(report)
    return tuple(pictured)


def picture_of(folder: Path, student: Student, reference: Any) -> Picture | None:
    """What the `picture.py` of an exercise's folder draws; None where there is none, it draws none, or it fails."""
    path = folder / FILE
    if not path.exists():
        return None
    state = torch.get_rng_state()
    try:
        draw = _drawer(path)
        torch.default_generator.manual_seed(0)
        with cpu_limit(DRAWING_SECONDS), warnings.catch_warnings(action="ignore"):
            return drawn(lambda: draw(student, reference, Rng(f"{exercise_of(folder)}::picture")))
    except SubmissionError:
        return None
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001  out of time, an exit, a skip: a mistake in a picture costs the picture
        traceback.print_exc(limit=-3, file=sys.stderr)
        return None
    finally:
        torch.set_rng_state(state)


def drawn(draw: Callable[[], Any]) -> Picture | None:
    """The figure that `draw` makes, as a PNG; its label becomes the text for those who do not see it.

    None for None, for a figure without a label, and for one that is too large a file.
    """
    import matplotlib  # takes longer than anything else here, and most judges draw nothing

    # The library's own defaults, whatever the machine has set; and "$" is a dollar sign, not the start of a formula.
    style = {key: value for key, value in matplotlib.rcParamsDefault.items() if not key.startswith("backend")}
    # A font that comes with it need not be looked for among families, text after text.
    style |= {"text.parse_math": False, "font.size": 9.0, "font.family": "DejaVu Sans"}
    with matplotlib.rc_context(style):
        figure = draw()
        label = "" if figure is None else str(figure.get_label()).strip()
        if not label:
            return None
        png = _png(figure)
    return Picture(label, base64.b64encode(png).decode()) if len(png) <= LARGEST else None


def _png(figure: Any) -> bytes:
    """The figure as a PNG of few colours: a third of what matplotlib writes, and for plots the same to the eye."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    figure.set_dpi(_DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), pixels, "raw", "RGBA", 0, 1)
    few = drawn.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # The nearest of the few to white is not quite white, and would show as a box on the page.
    few.putpalette([255 if level >= 250 else level for level in few.getpalette() or []])
    file = io.BytesIO()
    few.save(file, "PNG")
    return file.getvalue()


def _defined_again(nb: NotebookNode, id: str) -> bool:
    """Whether a cell below the check gives the name another meaning: what is there now is not what was judged."""
    check = find(nb, check_id(id))
    below = [] if check is None else nb.cells[check + 1 :]
    binding = re.compile(rf"\b(def|class|as|del)\s+{re.escape(id)}\b|\b{re.escape(id)}\s*=[^=]")
    return any(cell.cell_type == "code" and binding.search(cell.source) for cell in below)


@functools.lru_cache(maxsize=64)
def _drawer(path: Path) -> Draw:
    draw: Draw = load_module(path).draw
    return draw
