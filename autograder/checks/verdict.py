"""What the exception that ended a test means: a verdict, a message and perhaps a counterexample."""

from __future__ import annotations

import re

from autograder.checks.failure import CheckFailed
from autograder.remote import complexes
from autograder.remote.student import MissingName, SubmissionCrashed, SubmissionError, SubmissionTimeout
from autograder.report.message import Message, message, plain
from autograder.report.model import Verdict

_SIMULATED = re.compile(r"\bsim:\d\b")
_EXPLAINED = "(sim:0 stands for a GPU. Make new tensors on the device of the input, as by device=X.device.)"


def judged(error: BaseException | None) -> tuple[Verdict, Message | None, str | None]:
    """Passed for None; a grader error for anything that neither a check nor the submission raised."""
    verdict, said, counterexample = _judged(error)
    if said is not None and _SIMULATED.search(str(said)):
        said = message(f"{{message}}\n{_EXPLAINED}", message=said)
    return verdict, said, counterexample


def uncheckable(said: Message | None) -> Message:
    """What a sound test says that broke on what the submission returned."""
    return message("the result cannot be checked: {error}", error=said)


def _judged(error: BaseException | None) -> tuple[Verdict, Message | None, str | None]:
    if error is None:
        return Verdict.PASSED, None, None
    if isinstance(error, SubmissionError):
        if error.kind == "NotImplementedError":  # an untouched stub: an input that shows it would tell nothing more
            return _verdict_of(error), plain(str(error)), None
        said = plain(str(error))
        if error.lines:
            said = message("{error} ({line})", error=said, line=error.lines[-1])
        return _verdict_of(error), said, getattr(error, "counterexample", None)
    if isinstance(error, CheckFailed):
        return Verdict.FAILED, error.message, error.counterexample
    if complexes.would_be_lost(error):
        return Verdict.FAILED, message("the result holds complex numbers, but should hold real ones"), None
    return Verdict.GRADER_ERROR, plain(f"{type(error).__name__}: {error}"), None


def _verdict_of(error: SubmissionError) -> Verdict:
    if isinstance(error, MissingName):
        return Verdict.MISSING
    if isinstance(error, SubmissionTimeout):
        return Verdict.TIMEOUT
    if isinstance(error, SubmissionCrashed):
        return Verdict.CRASHED
    return Verdict.ERROR
