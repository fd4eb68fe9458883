"""One submission through the judge: its cells in order, the tests of each exercise where its graded cell stands."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

from nbformat import NotebookNode

from autograder.checks.ownwork import CELL_BREAK
from autograder.checks.reading import runs_as_python
from autograder.checks.remembering import Memory, references_remembered
from autograder.course.model import Assignment, Exercise, Quiz
from autograder.grading.causes import Stop, because, first_line, stop_of
from autograder.grading.pictures import with_pictures
from autograder.grading.reference import Answer
from autograder.grading.tests import ExerciseTests, Outcome, counted_results
from autograder.notebook.cells import check_id, code_cells_until, grade_id, role, runs_until, solution_source
from autograder.notebook.outputs import make_output
from autograder.quiz.grade import grade_quiz
from autograder.remote import wire
from autograder.remote.student import SubmissionCrashed, SubmissionTimeout
from autograder.report.grouping import grouped
from autograder.report.model import (
    Diagnosis,
    ExerciseReport,
    StoppedCell,
    SubmissionReport,
    Verdict,
    exercise_report,
    submission_report,
)
from autograder.sandbox.session import Session

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Equipment:
    """What the judge has at hand for every submission: `reference`, `memory` of it, and `diagnose` are asked by exercise.

    `pictures` says whether learners may see them: a picture shows what was expected.
    """

    graders: ExerciseTests
    reference: Callable[[Exercise], Answer]
    memory: Callable[[Exercise], Memory]
    diagnose: Callable[[Exercise, list[Outcome], str], Diagnosis | None]
    device: str
    pictures: bool = False


@dataclass(frozen=True)
class Judged:
    """What came of a notebook: the report, and what each cell showed that was run, by its index in the notebook.

    A cell that the run did not reach, because one above it ended the run, has a line that says so.
    """

    report: SubmissionReport
    outputs: dict[int, list[NotebookNode]]


class Cells:
    """Runs a notebook's cells, and remembers which of them stopped, and what took the time that all share."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._count = 0
        self._seconds: dict[int, float] = {}
        self.stops: list[Stop] = []

    @property
    def stopped(self) -> tuple[StoppedCell, ...]:
        return tuple(stop.cell for stop in self.stops)

    def run(self, source: str) -> list[NotebookNode]:
        """The outputs of the next code cell; of one that was not run, a line that says why."""
        self._count += 1
        ended = next((stop.cell for stop in self.stops if stop.ended), None)
        if ended is not None:
            return [_note(f"This cell was not run: code cell {ended.cell} (`{ended.line}`) ended the run.")]
        start = time.monotonic()
        try:
            shown = self._session.execute(source)
        except (SubmissionTimeout, SubmissionCrashed) as error:
            text = self._time(error) if isinstance(error, SubmissionTimeout) else f"it ended the run ({error.text})"
            self.stops.append(Stop(StoppedCell(self._count, text, first_line(source)), source, ended=True))
            return [_note(f"This cell ended the run: {text}. No cell or check below it was run.")]
        finally:
            self._seconds[self._count] = time.monotonic() - start
        stop = _explained(stop_of, self._count, source, shown)
        self.stops += [] if stop is None else [stop]
        return list(_outputs(shown))

    def _time(self, error: SubmissionTimeout) -> str:
        slow = [
            f"code cell {cell} had taken {seconds:.0f} s" for cell, seconds in self._seconds.items() if seconds >= 5
        ]
        return "; ".join([error.text, *slow])


def _note(text: str) -> NotebookNode:
    return make_output("stream", name="stderr", text=f"{text}\n")


def judge_notebook(
    equipment: Equipment,
    session: Session,
    layers: tuple[str, ...],
    assignment: Assignment,
    notebook: str,
    nb: NotebookNode,
) -> Judged:
    """Judges a restored notebook, which is left as it is: its cells down to `runs_until`, and each check where it
    stands."""
    parts = {check_id(part.id): part for part in assignment.parts(notebook)}
    exercises: dict[str, ExerciseReport] = {}
    outputs: dict[int, list[NotebookNode]] = {}
    cells = Cells(session)
    for index, cell in enumerate(nb.cells[: runs_until(nb, assignment.run)]):
        if cell.cell_type != "code":
            continue
        part = parts.get(grade_id(cell) or "") if role(cell) == "graded" else None
        if part is not None:
            exercises[part.id] = _with_cause(
                _judge_part(equipment, session, part, _source(nb, part.id)), nb, cells.stops
            )
        elif role(cell) != "graded":
            outputs[index] = cells.run(cell.source)
    ordered = tuple(exercises[part.id] for part in parts.values() if part.id in exercises)
    if equipment.pictures:
        drawable = {part.id: part for part in parts.values() if isinstance(part, Exercise)}
        ordered = with_pictures(ordered, drawable, session, nb, lambda part: equipment.reference(part).as_reference())
    return Judged(submission_report(assignment.id, notebook, equipment.device, layers, ordered, cells.stopped), outputs)


def _judge_part(equipment: Equipment, session: Session, part: Exercise | Quiz, source: str) -> ExerciseReport:
    session.reach(part.id)
    if isinstance(part, Quiz):
        return grade_quiz(part, session)
    reference = equipment.reference(part).as_reference()
    with references_remembered(equipment.memory(part)):
        outcomes = equipment.graders.run(part.id, session, source, reference, device=equipment.device)
    diagnosis = _explained(equipment.diagnose, part, outcomes, source)
    return exercise_report(part.id, part.points, counted_results(outcomes), diagnosis, part.required)


def _with_cause(report: ExerciseReport, nb: NotebookNode, stops: Sequence[Stop]) -> ExerciseReport:
    if report.verdict in (Verdict.PASSED, Verdict.GRADER_ERROR):
        return report
    return replace(report, tests=grouped(report.tests), because=_explained(because, report.id, nb, stops, report.tests))


def _explained(explain: Callable[P, T | None], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """What `explain` says of a submission. It only explains: what goes wrong there goes to the log, and costs no score."""
    try:
        return explain(*args, **kwargs)
    except Exception:  # noqa: BLE001  see above
        traceback.print_exc()
        return None


def _source(nb: NotebookNode, exercise: str) -> str:
    """The solution cell and then the other cells above the check: a helper may stand in any of them."""
    others = [cell.source for cell in code_cells_until(nb, check_id(exercise)) if grade_id(cell) != exercise]
    return CELL_BREAK.join([solution_source(nb, exercise), *runs_as_python(others)])


def _outputs(outputs: Iterable[wire.Output]) -> Iterable[NotebookNode]:
    """Notebook outputs of what the submission says it showed; a kind that notebooks do not have is dropped."""
    for output in outputs:
        if output.kind == "stream" and output.name in ("stdout", "stderr"):
            yield make_output("stream", name=output.name, text=output.text)
        elif output.kind in ("display_data", "execute_result"):
            # An execute_result is nbgrader's word for a score; a submission has none to give.
            yield make_output("display_data", data=output.data)
        elif output.kind == "error":
            yield make_output("error", ename=output.name, evalue=output.text, traceback=output.traceback)
