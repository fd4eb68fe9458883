"""Whatever a submission returns in place of a tensor or a pair, its tests say what came; none of them breaks on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.checks.search import without_search
from autograder.course.load import load
from autograder.grading.reference import run_answer
from autograder.grading.tests import Graders, counted_results
from autograder.notebook.cells import read, reference_source
from autograder.proof.bench import Bench
from autograder.report.model import Verdict, exercise_report

COURSE = load(Path(__file__).parents[2] / "course.yml")
SETUP = "import collections, numpy as np, torch\n\n\nclass Refusing:\n"
for method in ("__len__", "__iter__", "__getitem__", "__eq__", "__bool__", "__repr__", "__float__", "__getattr__"):
    SETUP += f"    def {method}(self, *args):\n        raise KeyError('{method}')\n\n"
SETUP += "\nclass Tensor(torch.Tensor):\n    pass\n\n"
SETUP += "\ndef circle():\n    items = []\n    items.append(items)\n    return items\n\n"
SETUP += "\nPair = collections.namedtuple('Pair', 'H C')\n\n"

# `right` is the right tensor: the weights, or one of the new states.
ODD = (
    (
        "object() Refusing() NotImplemented Ellipsis circle() range(3) right.shape right.dtype 10**400 float('nan') 1j True "
        "b'bytes' {} {right:1} set() torch.empty(0) [right]*300 (i**2_for_i_in_right) (lambda:right) right.detach().numpy() "
        "right.tolist() np.float32(1) np.array(None) (right>0) right.long() right.cfloat() right.cfloat().conj() "
        "right.detach().to_sparse() right.to('meta') torch.nn.Parameter(right.detach()) "
        "torch.zeros(1).expand(10**6,10**6) torch.zeros(1).expand(10**9) torch.zeros([1]*60) torch.zeros(0,10**6) "
        "right.detach().as_strided(right.shape,[0]*right.dim()) right.detach().contiguous().view(torch.uint8) "
        "right.to(torch.float8_e5m2) torch.quantize_per_tensor(right.detach().float(),0.1,0,torch.qint8) "
        "torch.nested.nested_tensor([right.detach()]) torch.full_like(right,1e38)*10 right*float('nan') right[...,:0] "
        "right.unsqueeze(0) right.mT torch.ones([]) Exception Exception('returned') print torch.nn.Linear(1,1) type"
    )
    .replace("(i**2_for_i_in_right)", "(i**2_for_i_in_right)")
    .split()
)

WHOLE = {"masked_softmax": ("{odd}",), "lstm_cell": ("{odd}", "({odd}, C)", "(H, {odd})", "[{odd}, {odd}]")}
LISTED = {
    "lstm_cell": (
        "()",
        "(H,)",
        "(H, C, C)",
        "((H, C),)",
        "(H, (H, C))",
        "(H, (H,))",
        "Pair(C, H)",
        "{'H': H, 'C': C}",
        "iter((H, C))",
    )
}


def bench(exercise_id: str) -> Bench:
    assignment, exercise = next((a, e) for a in COURSE.assignments for e in a.exercises if e.id == exercise_id)
    source = reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb"))
    return Bench(Graders([exercise.folder]), exercise, run_answer("reference", source))


def returning(benched: Bench, result: str) -> str:
    """The reference, whose result goes through `result`, an expression of `right`, or of H and C."""
    name, source = benched.exercise.id, benched.reference.source
    pair = name == "lstm_cell"
    body = "    H, C = right_one(*args)\n    right = H\n" if pair else "    right = right_one(*args)\n"
    return f"{SETUP}\n{source}\n\nright_one = {name}\n\n\ndef {name}(*args):\n{body}    return {result}\n"


def results_of(name: str) -> Iterator[str]:
    for odd in ODD:
        for whole in WHOLE[name]:
            yield whole.format(odd=odd.replace("_for_i_in_", " for i in "))
    yield from LISTED.get(name, ())


@pytest.mark.parametrize("name", WHOLE)
def test_no_result_breaks_a_test(name: str) -> None:
    benched, broken, unnoticed = bench(name), {}, []
    with without_search():
        for result in results_of(name):
            outcomes = benched.run("odd", returning(benched, result))
            wrong = [o.result for o in outcomes if o.result.verdict is Verdict.GRADER_ERROR]
            if wrong:
                broken[result] = f"{wrong[0].name}: {wrong[0].words}"
            if exercise_report(name, 1.0, counted_results(outcomes)).score == 1.0:
                unnoticed.append(result)
    assert broken == {}
    assert unnoticed == []
