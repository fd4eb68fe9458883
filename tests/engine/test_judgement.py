"""What an exception means for a test's verdict."""

from autograder.checks.failure import CheckFailed
from autograder.checks.verdict import judged
from autograder.remote.errors import SubmissionError
from autograder.report.message import plain
from autograder.report.model import Verdict


def shown(kind: str) -> SubmissionError:
    error = SubmissionError(kind, "", ("f, line 2: raise X",))
    error.counterexample = "X = torch.ones(1)"  # type: ignore[attr-defined]
    return error


def test_an_untouched_stub_has_one_line_and_no_counterexample() -> None:
    verdict, message, counterexample = judged(shown("NotImplementedError"))
    assert verdict is Verdict.ERROR
    assert message is not None
    assert "\n" not in str(message)
    assert counterexample is None


def test_any_other_exception_of_a_submission_keeps_its_counterexample() -> None:
    assert judged(shown("ValueError"))[2] == "X = torch.ones(1)"


def test_the_simulated_device_is_explained_where_it_appears() -> None:
    for error in (
        CheckFailed(plain("the result is on cpu, but should be on sim:0")),
        SubmissionError("RuntimeError", "cpu and sim:0!"),
    ):
        _, message, _ = judged(error)
        assert message is not None
        assert str(message).count("sim:0 stands for a GPU") == 1
    assert judged(CheckFailed(plain("simple: 0")))[1] == plain("simple: 0")
