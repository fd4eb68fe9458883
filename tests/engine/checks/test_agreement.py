"""Agreement with a reference: what passes, what fails, and the smallest input that shows it."""

import threading
from types import SimpleNamespace

import pytest
import torch
from hypothesis import strategies as st
from torch.utils._python_dispatch import _get_current_dispatch_mode

from autograder.checks import (
    CheckFailed,
    agree,
    assert_gradcheck,
    assert_own_work,
    assert_raises,
    assert_unmodified,
    gradients,
)
from autograder.checks.failure import Unproven
from autograder.checks.inputs import sizes, tensors
from autograder.checks.ownwork import CELL_BREAK
from autograder.remote.executor import Executor
from autograder.remote.student import Student, SubmissionError


def softmax(X):
    return (X - X.logsumexp(1, keepdim=True)).exp()


def naive(X):
    return X.exp() / X.exp().sum(1, keepdim=True)


REFERENCE = SimpleNamespace(softmax=softmax)
large = sizes().flatmap(lambda n: tensors(1, n, elements=st.integers(0, 1000), dtype=torch.float32)).map(lambda X: (X,))


def student(function, source=""):
    return Student(Executor({"softmax": function}), source)


def call(ns, X):
    return ns.softmax(X)


def test_two_right_ways_agree_in_float32():
    X = 30 * torch.randn(50, 40)
    agree(
        student(lambda X: X.sub(X.amax(1, True)).exp().div(X.sub(X.amax(1, True)).exp().sum(1, True))),
        REFERENCE,
        call,
        X,
    )


def test_the_smallest_input_that_overflows_is_shown():
    with pytest.raises(CheckFailed) as caught:
        agree(student(naive), REFERENCE, call, torch.full((4, 7), 500.0), of="softmax(X)", search=large)
    assert caught.value.counterexample.splitlines() == [
        "X = torch.tensor([[89.0]])",
        "softmax(X)",
        "# expected: tensor([[1.]])",
        "# actual: tensor([[nan]])",
    ]


def test_a_counterexample_runs_when_pasted():
    with pytest.raises(CheckFailed) as caught:
        agree(student(naive), REFERENCE, call, torch.full((4, 7), 500.0), of="softmax(X)", search=large)
    names = {"torch": torch, "softmax": naive}
    exec(caught.value.counterexample, names)
    assert naive(names["X"]).isnan().all()


def test_an_exception_of_the_submission_keeps_its_type_and_gets_an_input():
    def fussy(X):
        if X.shape[1] > 1:
            raise ValueError("one column only")
        return torch.ones_like(X)

    with pytest.raises(SubmissionError, match="one column only") as caught:
        agree(student(fussy), REFERENCE, call, torch.ones(3, 5), of="softmax(X)", search=large)
    assert caught.value.counterexample.startswith("X = torch.tensor([[0.0, 0.0]])")


def test_each_side_has_its_own_copy():
    def damaging(X):
        X -= X.max(1, keepdim=True).values
        return naive(X)

    agree(student(damaging), REFERENCE, call, torch.randn(3, 4))
    with pytest.raises(CheckFailed, match="changed its argument"):
        assert_unmodified(student(damaging).softmax, torch.randn(3, 4))


def test_a_severed_graph_is_called_that():
    severed = student(lambda X: softmax(X.detach()))
    X = torch.randn(3, 4, dtype=torch.float64, requires_grad=True)
    with pytest.raises(CheckFailed, match="severed"):
        agree(severed, REFERENCE, lambda ns, X: gradients(ns.softmax, X), X)
    with pytest.raises(CheckFailed, match="severed"):
        assert_gradcheck(severed.softmax, X)


def test_a_false_gradient_fails_gradcheck():
    class Forged(torch.autograd.Function):
        @staticmethod
        def forward(ctx, X):
            return softmax(X)

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    X = torch.randn(2, 3, dtype=torch.float64, requires_grad=True)
    assert_gradcheck(student(softmax).softmax, X)
    with pytest.raises(CheckFailed, match="finite differences"):
        assert_gradcheck(student(Forged.apply).softmax, X)
    assert_gradcheck(student(lambda X: (softmax(X), (X.sum(),))).softmax, X)  # outputs and a state in a tuple
    with pytest.raises(CheckFailed, match="finite differences"):
        assert_gradcheck(student(lambda X: (softmax(X), (Forged.apply(X),))).softmax, X)


@pytest.mark.parametrize("result", [None, 3, "x", [1], torch.ones(2, dtype=torch.int64), object()])
def test_odd_results_fail_and_break_nothing(result):
    X = torch.randn(2, 3, dtype=torch.float64, requires_grad=True)
    odd = student(lambda X: result)
    for check in (
        lambda: agree(odd, REFERENCE, call, X),
        lambda: agree(odd, REFERENCE, lambda ns, X: gradients(ns.softmax, X), X),
        lambda: assert_gradcheck(odd.softmax, X),
        lambda: assert_raises(odd.softmax, X),
    ):
        with pytest.raises(CheckFailed):
            check()


def test_raising_is_asked_for_but_a_stub_does_not_count():
    def stub(X):
        raise NotImplementedError

    def refusing(X):
        raise ValueError("outside [0, 1]")

    def not_planned(X):
        raise NotImplementedError("a negative number")

    assert_raises(student(refusing).softmax, 1)
    assert_raises(student(not_planned).softmax, 1)
    with pytest.raises(SubmissionError):
        assert_raises(student(stub).softmax, 1)


FORBIDDEN = {"names": ("softmax", "log_softmax", "Softmax"), "ops": ("_softmax", "_log_softmax")}


@pytest.mark.parametrize(
    "body",
    [
        "return torch.softmax(X, 1)",
        "return X.softmax(1)",
        "return F.log_softmax(X, 1).exp()",
        "return nn.Softmax(dim=1)(X)",
        "return getattr(torch, 'soft' + 'max')(X, 1)",
        "return torch.special.softmax(X, 1)",
        "return torch._C._nn.softmax(X, 1) if hasattr(torch._C._nn, 'softmax') else torch._softmax(X, 1, False)",
        "return torch.ops.aten._softmax(X, 1, False)",
    ],
)
def test_torchs_own_is_found_in_any_spelling(body):
    source = f"def softmax(X):\n    {body}\n"
    names = {"torch": torch, "F": torch.nn.functional, "nn": torch.nn}
    exec(source, names)
    with pytest.raises(CheckFailed, match="is to be written without"):
        assert_own_work(
            student(names["softmax"], source), "softmax", lambda s: s.softmax(torch.ones(2, 2)), **FORBIDDEN
        )


def test_a_helper_that_uses_it_is_found_and_a_scratch_comparison_is_not():
    hidden = "from torch import softmax as sm\ndef help(X):\n    return sm(X, 1)\ndef softmax(X):\n    return help(X)\n"
    with pytest.raises(CheckFailed, match=r"torch\.softmax, which line 3"):
        assert_own_work(student(softmax, hidden), "softmax", lambda s: None, **FORBIDDEN)
    scratch = "def softmax(X):\n    return X\n\nassert torch.softmax(X, 1) is not None\n"
    assert_own_work(student(softmax, scratch), "softmax", lambda s: s.softmax(torch.ones(2, 2)), **FORBIDDEN)


@pytest.mark.parametrize(
    "source",
    [
        'def softmax(X):\n    """softmax"""\n    return X\n',
        "class Mine:\n    @staticmethod\n    def softmax(X):\n        return X\n\ndef softmax(X):\n    return Mine.softmax(X)\n",
        "def softmax(X):\n    Y = X\n    return Y\n\nY = torch.softmax(torch.ones(2, 2), 1)\n",
    ],
    ids=["in a docstring", "a method of one's own", "a variable of the cell"],
)
def test_the_name_alone_is_not_held_against_anyone(source):
    assert_own_work(student(softmax, source), "softmax", lambda s: s.softmax(torch.ones(2, 2)), **FORBIDDEN)


@pytest.mark.parametrize(
    "body",
    [
        "return getattr(torch, name)(X, 1)",
        "return eval('torch.soft' + 'max(X, 1)')",
        "return torch.__dict__['soft' + 'max'](X, 1)",
        "return operator.methodcaller('soft' + 'max', 1)(X)",
    ],
)
def test_a_name_that_cannot_be_read_is_taken_for_torchs_own(body):
    source = f"def softmax(X):\n    {body}\n"
    with pytest.raises(CheckFailed, match=r"which line 2 of its cell uses"):
        assert_own_work(student(softmax, source), "softmax", lambda s: s.softmax(torch.ones(2, 2)), **FORBIDDEN)


def test_a_helper_in_another_cell_is_read_too_and_a_cell_that_is_no_python_hides_nothing():
    cells = ["def softmax(X):\n    return help(X)", "what = %time", "def help(X):\n    return X.softmax(1)"]
    with pytest.raises(CheckFailed, match=r"X\.softmax, which another cell uses"):
        assert_own_work(student(softmax, CELL_BREAK.join(cells)), "softmax", lambda s: None, **FORBIDDEN)


def test_a_submission_that_notices_the_counting_must_still_be_right():
    def watched():
        return _get_current_dispatch_mode() is not None

    def wrong(X):
        return X if watched() else torch.softmax(X, 1)

    def raising(X):
        if watched():
            raise ValueError
        return torch.softmax(X, 1)

    reference = SimpleNamespace(softmax=lambda X: torch.softmax(X, 1))
    X = torch.ones(2, 2)
    for function, error in ((wrong, CheckFailed), (raising, SubmissionError)):
        with pytest.raises(error):
            assert_own_work(
                student(function), "softmax", lambda s, X: s.softmax(X), X, reference=reference, **FORBIDDEN
            )
        with pytest.raises(error):
            assert_own_work(student(function), "softmax", lambda s, X: s.softmax(X), X, **FORBIDDEN)


def test_what_was_kept_of_an_earlier_call_is_not_taken_for_ones_own_work():
    kept = []

    def remembering(X):
        if any(torch.equal(before, X) for before, _ in kept):
            (X.exp() / X.exp().sum(1, keepdim=True)).sum()
            return next(Y for before, Y in kept if torch.equal(before, X))
        kept.append((X, torch.softmax(X, 1)))
        return kept[-1][1]

    reference = SimpleNamespace(softmax=lambda X: torch.softmax(X, 1))
    with pytest.raises(CheckFailed, match="softmax ran inside it"):
        assert_own_work(
            student(remembering),
            "softmax",
            lambda s, X: s.softmax(X),
            torch.ones(2, 2),
            reference=reference,
            **FORBIDDEN,
        )


def test_a_method_of_ones_own_may_be_called_like_autograds_and_autograd_is_seen_where_it_runs():
    def by_hand(X):
        return Square().backward(X)

    def by_autograd(X):
        leaf = X.detach().clone().requires_grad_()
        (leaf * leaf).sum().backward()
        return leaf.grad

    cell = "class Square:\n    def backward(self, X):\n        return X + X\n\ndef slope(X):\n    return {}"
    forbidden = {"names": ("backward",), "libraries": ("torch.autograd",), "elementary": False}

    class Square:
        def backward(self, X):
            return X + X

    def asked(function, body):
        own = SimpleNamespace(slope=function)
        return Student(Executor(vars(own)), cell.format(body)), "slope", lambda s, X: s.slope(X), torch.ones(2)

    assert_own_work(*asked(by_hand, "Square().backward(X)"), **forbidden)
    with pytest.raises(CheckFailed, match=r"slope is to be written without torch.s derivatives, but \w+ ran inside it"):
        assert_own_work(*asked(by_autograd, "Square().backward(X)"), **forbidden)
    without_class = Student(Executor({"slope": by_hand}), "def slope(X):\n    return X.sum().backward()")
    with pytest.raises(CheckFailed, match=r"without X\.sum\(\)\.backward"):
        assert_own_work(without_class, "slope", lambda s, X: s.slope(X), torch.ones(2), **forbidden)


def test_of_a_wrong_result_nobody_can_say_whose_work_it_is():
    reference = SimpleNamespace(softmax=lambda X: torch.softmax(X, 1))
    with pytest.raises(Unproven, match="can be seen of right values only, and here softmax"):
        assert_own_work(
            student(lambda X: X.exp()), "softmax", lambda s, X: s.softmax(X), torch.ones(2, 2), reference=reference
        )


def test_work_that_leaves_no_trace_is_not_taken_for_ones_own():
    def elsewhere(X):
        results = []
        thread = threading.Thread(target=lambda: results.append(torch.softmax(X, 1)))
        thread.start()
        thread.join()
        return results[0]

    with pytest.raises(CheckFailed, match="no operator of torch was seen"):
        assert_own_work(student(elsewhere), "softmax", lambda s, X: s.softmax(X), torch.ones(2, 2), **FORBIDDEN)


def test_a_result_that_uses_no_input_is_not_called_severed_without_an_alternative():
    X = torch.ones(2, 3, requires_grad=True)
    with pytest.raises(CheckFailed, match="Either it does not use them, or the graph is severed"):
        gradients(lambda X: torch.zeros(2, 3), X)


@pytest.mark.parametrize(
    "make", [lambda X: torch.nn.Parameter(X.detach()), lambda X: torch.zeros(2, 3).requires_grad_()]
)
def test_a_new_leaf_is_called_that(make):
    X = torch.ones(2, 3, requires_grad=True)
    with pytest.raises(CheckFailed, match="begin a new graph"):
        gradients(student(make).softmax, X)


def test_a_result_without_elements_has_gradients_of_zero():
    X = torch.ones(0, 3, requires_grad=True)
    (gradient,) = gradients(lambda X: torch.empty(0, 3), X)
    assert gradient.shape == (0, 3)


def test_gradcheck_says_one_derivative_and_no_jacobian():
    class Wrong(torch.autograd.Function):
        @staticmethod
        def forward(ctx, X):
            return 2 * X

        @staticmethod
        def backward(ctx, gradient):
            return 3 * gradient

    X = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
    with pytest.raises(CheckFailed) as caught:
        assert_gradcheck(student(Wrong.apply).softmax, X, of="f(X)")
    assert "one derivative is 3, but finite differences give 2" in str(caught.value)
    assert "tensor(" not in str(caught.value)
    assert "acobian" not in str(caught.value)


def own_backward(forward, backward):
    class Own(torch.autograd.Function):
        @staticmethod
        def forward(ctx, *inputs):
            ctx.save_for_backward(*inputs)
            return forward(*inputs)

        @staticmethod
        def backward(ctx, gradient):
            return backward(gradient, *ctx.saved_tensors)

    return Own.apply


def leaf(*shape):
    return torch.randn(*shape, dtype=torch.float64, requires_grad=True)


def test_gradcheck_takes_a_few_calls_whatever_the_number_of_elements():
    calls = []
    assert_gradcheck(
        student(lambda *inputs: calls.append(1) or sum(t.sin().sum() for t in inputs)).softmax, *map(leaf, range(20))
    )
    assert len(calls) == 5


@pytest.mark.parametrize(
    "backward",
    [
        lambda gradient, X, b: (2000 * gradient * X, 1.01 * gradient.sum(0)),
        lambda gradient, X, b: (2000 * gradient * X, None),
        lambda gradient, X, b: (2000 * torch.ones_like(gradient) * X, gradient.sum(0)),
        lambda gradient, X, b: (2000 * gradient * X, gradient.sum(0) + 1e-3),
        lambda gradient, X, b: (2000 * gradient * X + 1e-3 * torch.rand(X.shape), gradient.sum(0)),
    ],
    ids=[
        "one argument of little weight",
        "missing",
        "without its cotangent",
        "a constant",
        "never the same",
    ],
)
def test_gradcheck_finds_what_is_wrong_with_a_backward_pass(backward):
    def forward(X, b):
        return 1000 * X**2 + b

    right = own_backward(forward, lambda gradient, X, b: (2000 * gradient * X, gradient.sum(0)))
    X, b = leaf(4, 3), leaf(3)
    assert_gradcheck(student(right).softmax, X, b)
    with pytest.raises(CheckFailed, match="finite differences"):
        assert_gradcheck(student(own_backward(forward, backward)).softmax, X, b)


def test_gradcheck_finds_a_result_that_is_rounded_on_the_way():
    with pytest.raises(CheckFailed, match="finite differences"):
        assert_gradcheck(student(lambda X: X.float().sin().double()).softmax, leaf(3, 4))
