"""What a submission's call may raise in its judge."""

from __future__ import annotations

# Exceptions of a submission, as a judge sees them:
#
#   SubmissionError          the submission raised
#     MissingName            ... because the name is not defined
#     SubmissionTimeout      it did not answer in time
#     SubmissionCrashed      its process ended, or sent what is no answer
#   Unrecorded               what ran in its call is not known, and would be if the test were run again


class SubmissionError(Exception):
    """The submission raised: `kind` is the exception's type, `text` its message, `lines` the submission's own lines."""

    def __init__(self, kind: str, text: str, lines: tuple[str, ...] = ()) -> None:
        text = _explained(text)
        self.kind, self.text, self.lines = kind, text, lines
        super().__init__(f"{kind}: {text}" if text else kind)


# Torch's words for two frequent faults say what autograd met, and not what to do about it.
_EXPLAINED = {
    "needed for gradient computation has been modified by an inplace operation": (
        "an intermediate result that the backward pass needs was changed in place, by +=, *=, /=, X[...] = or a method that "
        "ends in _: make a new tensor there"
    ),
    "leaf Variable that requires grad is being used in an in-place operation": (
        "an argument that requires a gradient was changed in place: work on a new tensor, or, where a parameter is to be "
        "changed, under torch.no_grad()"
    ),
}


def _explained(text: str) -> str:
    """The message with what to do, in place of torch's advice to look for the operation."""
    for words, meaning in _EXPLAINED.items():
        if words in text:
            return f"{text.partition(' Hint: ')[0]} ({meaning})"
    return text


class Unrecorded(BaseException):
    """Another thread worked in a traced call, which nobody had expected: the test is to be run again."""


class MissingName(SubmissionError):
    """The submission does not define the name."""


class SubmissionTimeout(SubmissionError):
    """The submission did not answer within its time."""


class SubmissionCrashed(SubmissionError):
    """The submission's process ended, was ended at a limit, or broke the protocol."""
