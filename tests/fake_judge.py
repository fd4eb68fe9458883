"""Stands in for the judge where a test is about nbgrader: the answer's own text says what grading finds.

Importing it replaces `autograder.grading.grade` in this process.
"""

import sys
import types

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.course.model import Assignment, Course
from autograder.notebook.cells import check_id, code_cells_until, solution_source
from autograder.report.message import plain
from autograder.report.model import SubmissionReport, TestResult, Verdict, exercise_report, submission_report


def grade_notebook(nb: NotebookNode, assignment: Assignment, notebook: str, course: Course) -> SubmissionReport:
    exercises = []
    for part in assignment.parts(notebook):
        for cell in code_cells_until(nb, check_id(part.id)):
            cell.outputs = [new_output("stream", name="stderr", text="a warning of the submission")]
        source = solution_source(nb, part.id)
        if "judge raises" in source:
            raise RuntimeError("the judge broke")
        if "no report" in source:
            continue
        verdict = Verdict.GRADER_ERROR if "grader error" in source else Verdict.FAILED
        if "right" in source:
            verdict = Verdict.PASSED
        tests = (
            TestResult("test_half", "half of it", 1, "public", Verdict.PASSED),
            TestResult("test_rest", "the rest", 1, "hidden", verdict, plain("what went <b>wrong</b>")),
        )
        exercises.append(exercise_report(part.id, part.points, tests))
    return submission_report(assignment.id, notebook, "cpu", ("rlimits",), tuple(exercises))


grading = types.ModuleType("autograder.grading.grade")
grading.grade_notebook = grade_notebook  # type: ignore[attr-defined]
sys.modules["autograder.grading.grade"] = grading
