"""What `from autograder import check, hint, mine, numbers, practice, progress, quiz` finds inside the sandbox: there,
grading is the judge's business."""

from autograder.quiz.variants import numbers

__all__ = ["check", "hint", "mine", "numbers", "practice", "progress", "quiz"]


def check(*_args: object, **_options: object) -> None:
    """Does nothing: the judge calls the submission's functions itself."""


def hint(*_args: object, **_options: object) -> None:
    """Does nothing: nobody reads hints while grading."""


def mine(_name: object, otherwise: object, _assignment: object = "") -> object:
    """`otherwise`: no submission reads another notebook."""
    return otherwise


def practice(*_args: object, **_options: object) -> None:
    """Does nothing: what is for practice is not graded."""


def progress() -> None:
    """Does nothing: what a learner has tried is no business of grading."""


def quiz(*_args: object, **_options: object) -> None:
    """Does nothing: the judge reads the answers from the notebook."""
