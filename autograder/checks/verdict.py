"""What the exception that ended a test means: a verdict, a message and perhaps a counterexample."""

from __future__ import annotations

import re

from autograder.checks.failure import CheckFailed
from autograder.remote.student import MissingName, SubmissionCrashed, SubmissionError, SubmissionTimeout
from autograder.report.model import Verdict

_SIMULATED = re.compile(r"\bsim:0\b")
_EXPLAINED = "(sim:0 stands for a GPU. Make new tensors on the device of the input, as by device=X.device.)"


def judged(error: BaseException | None) -> tuple[Verdict, str | None, str | None]:
    """Passed for None; a grader error for anything that neither a check nor the submission raised."""
    verdict, message, counterexample = _judged(error)
    if message and _SIMULATED.search(message) and _EXPLAINED not in message:
        message = f"{message}\n{_EXPLAINED}"
    return verdict, message, counterexample


def _judged(error: BaseException | None) -> tuple[Verdict, str | None, str | None]:
    if error is None:
        return Verdict.PASSED, None, None
    if isinstance(error, SubmissionError):
        if error.kind == "NotImplementedError":  # an untouched stub: an input that shows it would tell nothing more
            return _verdict_of(error), str(error), None
        where = f" ({error.lines[-1]})" if error.lines else ""
        return _verdict_of(error), f"{error}{where}", getattr(error, "counterexample", None)
    if isinstance(error, CheckFailed):
        return Verdict.FAILED, error.message, error.counterexample
    return Verdict.GRADER_ERROR, f"{type(error).__name__}: {error}", None


def _verdict_of(error: SubmissionError) -> Verdict:
    if isinstance(error, MissingName):
        return Verdict.MISSING
    if isinstance(error, SubmissionTimeout):
        return Verdict.TIMEOUT
    if isinstance(error, SubmissionCrashed):
        return Verdict.CRASHED
    return Verdict.ERROR
