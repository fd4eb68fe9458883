"""One submission through the judge: its cells in order, the tests of each exercise where its graded cell stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.checks.ownwork import CELL_BREAK
from autograder.course import Assignment, Exercise, Quiz
from autograder.judge.picture import with_pictures
from autograder.judge.plugin import Graders, Outcome, counted_results
from autograder.judge.quiz import grade_quiz
from autograder.judge.reference import Answer
from autograder.notebook import check_id, code_cells_until, grade_id, role, runs_until, solution_source
from autograder.outputs import make_output
from autograder.report import Diagnosis, ExerciseReport, SubmissionReport, exercise_report, submission_report
from autograder.sandbox import wire
from autograder.sandbox.session import Session
from autograder.student import SubmissionCrashed, SubmissionTimeout


@dataclass(frozen=True)
class Bench:
    """What the judge has at hand for every submission: `reference` and `diagnose` are asked by exercise.

    `pictures` says whether learners may see them: a picture shows what was expected.
    """

    graders: Graders
    reference: Callable[[Exercise], Answer]
    diagnose: Callable[[Exercise, list[Outcome]], Diagnosis | None]
    device: str
    pictures: bool = False


@dataclass(frozen=True)
class Judged:
    """What came of a notebook: the report, and what each cell showed that was run, by its index in the notebook.

    A cell that the run did not reach, because one above it ended the run, has a line that says so.
    """

    report: SubmissionReport
    outputs: dict[int, list[NotebookNode]]


def judge_notebook(
    bench: Bench, session: Session, layers: tuple[str, ...], assignment: Assignment, notebook: str, nb: NotebookNode
) -> Judged:
    """Judges a restored notebook, which is left as it is: its cells down to `runs_until`, and each check where it stands."""
    parts = {check_id(part.id): part for part in assignment.parts(notebook)}
    exercises: dict[str, ExerciseReport] = {}
    outputs: dict[int, list[NotebookNode]] = {}
    for index, cell in enumerate(nb.cells[: runs_until(nb, assignment.run)]):
        if cell.cell_type != "code":
            continue
        part = parts.get(grade_id(cell) or "") if role(cell) == "graded" else None
        if part is not None:
            exercises[part.id] = _judge_part(bench, session, part, _source(nb, part.id))
        elif role(cell) != "graded":
            outputs[index] = _run(session, cell.source)
    ordered = tuple(exercises[part.id] for part in parts.values() if part.id in exercises)
    if bench.pictures:
        drawable = {part.id: part for part in parts.values() if isinstance(part, Exercise)}
        ordered = with_pictures(ordered, drawable, session, nb, lambda part: bench.reference(part).as_reference())
    return Judged(submission_report(assignment.id, notebook, bench.device, layers, ordered), outputs)


def _judge_part(bench: Bench, session: Session, part: Exercise | Quiz, source: str) -> ExerciseReport:
    session.reach(part.id)
    if isinstance(part, Quiz):
        return grade_quiz(part, session)
    reference = bench.reference(part).as_reference()
    outcomes = bench.graders.run(part.id, session, source, reference, device=bench.device)
    return exercise_report(part.id, part.points, counted_results(outcomes), bench.diagnose(part, outcomes))


def _source(nb: NotebookNode, exercise: str) -> str:
    """The solution cell and then the other cells above the check: a helper may stand in any of them."""
    others = [cell.source for cell in code_cells_until(nb, check_id(exercise)) if grade_id(cell) != exercise]
    return CELL_BREAK.join([solution_source(nb, exercise), *others])


def _run(session: Session, source: str) -> list[NotebookNode]:
    try:
        return list(_outputs(session.execute(source)))
    except (SubmissionTimeout, SubmissionCrashed) as error:
        text = f"This cell ended the run, and no cell below it was run: {error.text}\n"
        return [make_output("stream", name="stderr", text=text)]


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
