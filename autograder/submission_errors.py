"""What a submission's call may raise in its judge."""

from __future__ import annotations

# Exceptions of a submission, as a judge sees them:
#
#   SubmissionError          the submission raised
#     MissingName            ... because the name is not defined
#     SubmissionTimeout      it did not answer in time
#     SubmissionCrashed      its process ended, or sent what is no answer


class SubmissionError(Exception):
    """The submission raised: `kind` is the exception's type, `text` its message, `lines` the submission's own lines."""

    def __init__(self, kind: str, text: str, lines: tuple[str, ...] = ()) -> None:
        self.kind, self.text, self.lines = kind, text, lines
        super().__init__(f"{kind}: {text}" if text else kind)


class MissingName(SubmissionError):
    """The submission does not define the name."""


class SubmissionTimeout(SubmissionError):
    """The submission did not answer within its time."""


class SubmissionCrashed(SubmissionError):
    """The submission's process ended, was ended at a limit, or broke the protocol."""
