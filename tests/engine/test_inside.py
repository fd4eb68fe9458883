"""Functions of a grader that run on the submission's side: in this process; sandbox/test_across.py looks behind the wall."""

import math

import pytest
import torch
from torch import nn

from autograder.checks import agree, inside
from autograder.checks.runner import UnusableTests, load_tests
from autograder.grading.reference import Unaltered, run_answer
from autograder.grading.replay import Replay
from autograder.remote import wire
from autograder.remote.executor import Executor
from autograder.remote.inplace import WrittenBySubmission, inplace
from autograder.remote.student import Deferring, MissingName, Student, SubmissionError, records_of, traced

SIZE = 3

TRAIN = """
def train_epoch(net, batches, loss, updater):
    total = 0.0
    for X, y in batches:
        value = loss(net(X), y)
        updater.zero_grad()
        value.backward()
        updater.step()
        total += value.item()
    return total
"""


@inside
def linear(W):
    layer = nn.Linear(*reversed(W.shape), dtype=W.dtype, device=W.device)
    layer.load_state_dict({"weight": W, "bias": W[:, 0]})
    return layer


@inside
def trained(train_epoch, W, X, y):
    net = linear(W)
    updater = torch.optim.SGD(net.parameters(), lr=0.1)
    total = train_epoch(net, iter([(X, y)] * 2), nn.functional.mse_loss, updater)
    return total, list(net.state_dict().values())


@inside
def squared(x):
    return x**2


@inside
def called(function, *args):
    return function(*args)


@inside
def given(value, *others):
    return value


@inside
def nothing_of_the_module():
    return [name for name in globals() if name in ("SIZE", "train_epoch", "pytest", "linear")]


@inside
def drawn():
    return torch.rand(2), random.random(), float(np.random.rand()), nn.Linear(2, 2).weight.detach()  # noqa: F821


@inside
def uses_what_is_not_there():
    return SIZE


@inside
def kept_in_a_default(value, seen=[]):  # noqa: B006
    seen.append(value)
    return len(seen)


def sides(source=TRAIN):
    """A submission and a reference, of the same code."""
    answer = run_answer("reference", source)
    return Student(Executor(answer.namespace)), Unaltered(answer.as_reference())


def arguments():
    return torch.randn(1, 3), torch.randn(5, 3), torch.randn(5, 1)


def test_nets_losses_optimisers_and_iterators_are_made_there():
    student, reference = sides()
    agree(student, reference, lambda ns, *args: trained(ns, ns.train_epoch, *args), *arguments())


def test_a_wrong_use_of_them_shows():
    student, _ = sides(TRAIN.replace("updater.step()", "pass"))
    with pytest.raises(AssertionError):
        agree(student, sides()[1], lambda ns, *args: trained(ns, ns.train_epoch, *args), *arguments())


def test_it_sees_nothing_of_its_module_and_nothing_of_the_submission():
    student, reference = sides()
    assert nothing_of_the_module(student) == nothing_of_the_module(reference) == []


def test_both_sides_draw_the_same_numbers_and_this_process_does_not_notice():
    student, reference = sides()
    torch.manual_seed(3)
    first = drawn(student)
    after = torch.rand(2)
    torch.manual_seed(3)
    again = drawn(reference)
    assert torch.equal(torch.rand(2), after)
    assert first[1:3] == again[1:3]
    assert torch.equal(first[0], again[0])
    assert torch.equal(first[3], again[3])
    agree(student, reference, lambda ns: drawn(ns))
    assert not torch.equal(drawn(student)[0], first[0])


def test_a_name_that_will_not_be_there_is_refused_before_it_is_sent():
    student, reference = sides()
    for side in (student, reference):
        with pytest.raises(TypeError, match="there is no SIZE"):
            uses_what_is_not_there(side)
    assert records_of(student) == []


def test_the_namespace_cannot_be_forgotten():
    student, _ = sides()
    with pytest.raises(TypeError, match="first argument of squared"):
        squared(torch.ones(1))
    with pytest.raises(TypeError, match="first argument of called"):
        called(student.train_epoch, 1)


def test_a_missing_name_among_the_arguments_is_missing():
    student, _ = sides()
    with pytest.raises(MissingName, match="'sgd' is not defined"):
        called(student, student.sgd, 1)


def test_a_function_of_the_graders_can_be_passed_to_the_submission():
    student, reference = sides("def applied(f, x):\n    return f(x) + 1\n")
    agree(student, reference, lambda ns, x: ns.applied(squared.of(ns), x), 3)
    assert student.applied(squared.of(student), 3) == 10


def test_a_submissions_objects_come_back_as_arguments():
    student, reference = sides(
        "class Box:\n    def __init__(self, n):\n        self.n = n\n    def get(self):\n        return self.n\n"
    )
    for ns in (student, reference):
        assert called(ns, ns.Box(4).get) == 4
        assert called(ns, ns.Box, 4).get() == 4


def test_a_class_of_the_reference_is_the_class_itself():
    @inside
    def is_one(value, kind):
        return isinstance(value, kind)

    student, reference = sides("class Box:\n    count = 2\n")
    for ns in (student, reference):
        assert is_one(ns, ns.Box(), ns.Box) is True
        assert ns.Box.count == 2


def test_gradients_flow_through_it():
    student, _ = sides()
    W, X, _ = arguments()
    X.requires_grad_()
    layer = linear(student, W)
    assert torch.equal(torch.autograd.grad(layer(X).sum(), X)[0], W.expand(5, 3))
    assert torch.autograd.gradcheck(
        lambda x: squared(student, x), torch.randn(3, dtype=torch.float64, requires_grad=True)
    )


def test_it_is_made_once_in_a_conversation_and_anew_for_each():
    student, _ = sides()
    assert [kept_in_a_default(student, 1), kept_in_a_default(student, 1)] == [1, 2]
    assert kept_in_a_default(sides()[0], 1) == 1


def test_what_is_made_for_one_call_is_made_in_it():
    student, _ = sides("from torch.nn import Linear\n\ndef pair(n):\n    return [n, n + 1]\n")
    later, X = Deferring(student), torch.ones(2, 3)
    assert called(student, later.Linear(3, 4, bias=False), X).shape == (2, 4)
    assert [type(record.request.message.args[0]) for record in records_of(student)] == [wire.MakeV]
    # A tensor that is passed twice is one tensor there, wherever it is passed.
    assert given(student, later.pair(X), X)[0] is X


def test_it_is_made_before_where_something_else_is_asked_of_it():
    student, _ = sides("from torch.nn import Linear\n\ndef pair(n):\n    return [n, n + 1]\n")
    later = Deferring(student)
    first, second = later.pair(1)
    assert (first, second, later.pair(3)[1]) == (1, 2, 4)
    net = later.Linear(3, 4)
    assert net(torch.ones(2, 3)).shape == (2, 4)
    assert called(student, net, torch.ones(1, 3)).shape == (1, 4)
    assert given(student, net.bias.shape) == (4,)


def test_it_is_passed_once():
    student, _ = sides("def one():\n    return [1]\n")
    made = Deferring(student).one()
    assert given(student, made) == [1]
    with pytest.raises(TypeError, match="what one gives was made in the call"):
        given(student, made)
    with pytest.raises(TypeError, match="what one gives was made in the call"):
        len(made.copy())


def test_what_goes_wrong_when_it_is_made_is_the_answers_fault():
    student, _ = sides("def broken(n):\n    print('so far')\n    raise ValueError(f'no {n}')\n")
    with pytest.raises(SubmissionError, match="no 3"):
        given(student, Deferring(student).broken(3))
    with pytest.raises(MissingName):
        given(student, Deferring(student).nothing())


def test_calls_that_make_something_are_replayed_and_traced():
    student, _ = sides("import torch\n\ndef one(X):\n    return torch.exp(X)\n")
    with traced(student) as trace:
        given(student, Deferring(student).one(torch.ones(2)))
    assert trace.ops["exp"] == 1
    for source, fits in (("exp", True), ("sin", False)):
        other = run_answer("other", f"import torch\n\ndef one(X):\n    return torch.{source}(X)\n").namespace
        assert all(map(Replay(Executor(other)).agrees, records_of(student))) is fits


def test_a_reference_refuses_what_the_submission_has_written_here_too():
    student, reference = sides("def change(X):\n    X.add_(1)\n")
    X = torch.zeros(2)
    inplace(student.change)(X)
    with pytest.raises(WrittenBySubmission):
        squared(reference, X)


def test_calls_are_replayed_with_the_function():
    student, _ = sides()
    trained(student, student.train_epoch, *arguments())
    for source, fits in ((TRAIN, True), (TRAIN.replace("total += ", "total = "), False)):
        replay = Replay(Executor(run_answer("other", source).namespace))
        assert all(replay.agrees(record) for record in records_of(student)) is fits


def test_an_error_of_its_own_is_told_with_its_type():
    @inside
    def fails():
        return math.sqrt(-1)

    with pytest.raises(SubmissionError, match="ValueError"):
        fails(sides()[0])
    with pytest.raises(ValueError, match=r"domain|nonnegative"):
        fails(sides()[1])


def test_other_decorators_and_two_functions_of_one_name_are_refused():
    with pytest.raises(TypeError, match="no other decorator"):

        @inside
        @torch.no_grad()
        def f():
            return None


def test_a_file_of_tests_with_a_function_that_cannot_run_there_is_refused(tmp_path):
    path = tmp_path / "test_public.py"
    path.write_text(
        "from autograder.checks import inside\nSIZE = 3\n@inside\ndef f():\n    return SIZE\ndef test_f(student):\n    assert f(student)\n"
    )
    with pytest.raises(UnusableTests, match="there is no SIZE"):
        load_tests(path, "f", "public")
