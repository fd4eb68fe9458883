"""What an answer may use: many ways to write one's own, and none that has it written already."""

import math

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.sgd import sgd
from torch.utils.checkpoint import checkpoint

from autograder.checks.failure import CheckFailed
from autograder.checks.families import WHOLES, libraries_outside, nodes_outside, operators_outside
from autograder.checks.ownwork import OwnWork, look_at_operators
from autograder.remote.executor import Executor
from autograder.remote.student import Student, traced

K = torch.tensor([[1.0, 2.0], [3.0, 4.0]])

ELEMENTARY = {
    "einsum": lambda X: torch.einsum("ij,kj->ik", X, X),
    "windows": lambda X: (X.unfold(0, 2, 1).unfold(1, 2, 1) * K).sum((-1, -2)),
    "im2col": lambda X: F.fold(F.unfold(X[None, None], (2, 2)), (3, 4), (2, 2)),
    "padding": lambda X: F.pad(X, (1, 1, 1, 1)) + F.pad(X[None], (1, 1, 1, 1), mode="reflect")[0],
    "Fourier": lambda X: torch.fft.irfft2(torch.fft.rfft2(X), s=X.shape),
    "average pooling": lambda X: 4 * F.avg_pool2d(X[None, None], 2, 1)[0, 0],
    "logarithms": lambda X: (X - X.logsumexp(1, keepdim=True)).exp(),
    "loops": lambda X: torch.stack([torch.tensor([math.exp(v) for v in row.tolist()]) for row in X]),
    "vmap": lambda X: torch.func.vmap(lambda row: (row - row.max()).exp())(X),
    "activations": lambda X: nn.Sequential(nn.ReLU(), nn.Flatten())(X) + torch.sigmoid(X) + F.softplus(X),
    "statistics": lambda X: (X - X.mean(0)) / X.std(0) + torch.var_mean(X, 0)[0] + X.quantile(0.5),
    "elements": lambda X: X.gather(1, X.argsort(1)) + X[torch.arange(3), [0, 1, 2]][:, None] + X.cumsum(1),
    "in place": lambda X: torch.empty_like(X).copy_(X).sub_(1).exp_().div_(2),
    "lists": lambda X: torch._foreach_add([X, X], 1)[0] + torch._foreach_exp([X])[0],
    "lists divided": lambda X: torch._foreach_div(torch._foreach_exp([X]), [X.exp().sum(1, keepdim=True)])[0],
    "precision": lambda X: X.to(torch.bfloat16).float() + X.double().float(),
    "comparisons": lambda X: torch.where((X > 0) & (X < 1) | ~(X == 2), X, 0.0).masked_fill(X < 0, 1.0),
    "chance": lambda X: X * torch.bernoulli(torch.rand_like(X)) + torch.randn(3, 4),
    "distributions": lambda X: (
        X * torch.distributions.Bernoulli(torch.full_like(X, 0.5)).sample()
        + torch.distributions.Normal(X, 1.0).rsample()
    ),
    "checkpoints": lambda X: checkpoint(lambda Y: (Y - Y.logsumexp(1, keepdim=True)).exp(), X, use_reentrant=False),
    "printing": lambda X: (str(X), X * 2)[1],
    "a vector of many tensors": lambda X: nn.utils.parameters_to_vector([X, 2 * X]),
    "sequences of one length": lambda X: nn.utils.rnn.pad_sequence([X, X[:2]]),
    "rows of a table": lambda X: nn.Embedding.from_pretrained(X.detach())(torch.tensor([0, 2])),
    "functions made of operators": lambda X: F.softsign(F.normalize(X)) + F.tanhshrink(X),
    "greatest": lambda X: F.max_pool2d(X[None], 2, 1, return_indices=True)[0] + F.lp_pool2d(X[None], 2, 2, 1),
    "shuffled pixels": lambda X: nn.PixelShuffle(1)(X[None]),
    "a window": lambda X: X * torch.signal.windows.cosine(4),
}
SCRIPT = torch.jit.CompilationUnit("def rows(x: Tensor) -> Tensor:\n    return torch.dropout(x, 0.5, True)\n")
HANDLER = """
class Rows(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, arguments=(), keywords=None):
        return super().__torch_function__(function, types, arguments, keywords or {})
"""
written = {"torch": torch}
exec(compile(HANDLER, "<cell>", "exec"), written)
Rows = written["Rows"]
WHOLE = {
    "dropout": lambda X: torch.dropout(X, 0.5, True),
    "dropout by its operator": lambda X: torch.ops.aten.dropout(X, 0.5, True),
    "dropout in a script": lambda X: SCRIPT.rows(X),
    "dropout from text": lambda X: eval("torch.feature_dropout(X, 0.5, True)"),
    "private functions": lambda X: torch._C._VariableFunctions.gru_cell(
        X, X[:, :2], K[[0, 1, 0, 1, 0, 1]].repeat(1, 2), K.repeat(3, 1)
    ),
    "lstm_cell": lambda X: torch._VF.lstm_cell(X, (X[:, :2],) * 2, K.repeat(4, 2), K.repeat(4, 1))[0],
    "root of mean squares": lambda X: torch.rms_norm(X, (4,)),
    "instances": lambda X: torch.instance_norm(X[None], None, None, None, None, True, 0.1, 1e-5, False),
    "softmax": lambda X: torch.softmax(X, 1),
    "masked": lambda X: torch._masked_softmax(X, torch.zeros_like(X, dtype=torch.bool), 1),
    "sparse": lambda X: torch.sparse.softmax(X.to_sparse(), 1).to_dense(),
    "attention": lambda X: F.scaled_dot_product_attention(X[None], X[None], X[None]),
    "loss": lambda X: F.cross_entropy(X, torch.tensor([0, 1, 2])),
    "distribution": lambda X: torch.distributions.Categorical(logits=X).probs,
    "transform": lambda X: torch.distributions.transforms.SoftmaxTransform()(X),
    "logarithms of a distribution": lambda X: torch.distributions.Categorical(logits=X).logits.exp(),
    "convolution": lambda X: F.conv2d(X[None, None], K[None, None]),
    "dilated": lambda X: torch.ops.aten.slow_conv_dilated2d(
        X[None, None], K[None, None], [2, 2], None, [1, 1], [0, 0], [1, 1]
    ),
    "transposed": lambda X: F.conv_transpose2d(X[None, None], K[None, None]),
    "normalisation": lambda X: F.layer_norm(X, (4,)) + F.batch_norm(X, None, None, training=True),
    "cell": lambda X: nn.GRUCell(4, 2)(X),
    "between its own frames": lambda X: torch.distributions.Categorical(
        logits=X.detach().as_subclass(Rows), validate_args=False
    ).logits.as_subclass(torch.Tensor),
    "loss in Python": lambda X: F.gaussian_nll_loss(X, X * 2, torch.ones_like(X), reduction="none"),
    "density": lambda X: torch.distributions.Normal(X, 1.0).log_prob(X * 2),
    "divergence": lambda X: torch.distributions.kl_divergence(
        torch.distributions.Normal(X, 1.0), torch.distributions.Normal(X * 2, 1.0)
    ),
    "decomposition": lambda X: torch._decomp.decompositions._softmax(X, 1, False),
}


def outside(function):
    X = torch.linspace(-1, 2, 12).reshape(3, 4).requires_grad_()
    student = Student(Executor({"f": function}))
    with traced(student) as trace:
        student.f(X)
    assert trace.ops
    wholes = WHOLES & trace.made.keys()
    return [*wholes, *operators_outside(trace.ops), *libraries_outside(trace.libraries), *nodes_outside(trace.nodes)]


@pytest.mark.parametrize("way", ELEMENTARY)
def test_what_is_elementary_may_be_used(way):
    assert outside(ELEMENTARY[way]) == []


def backwards(X):
    with torch.enable_grad():
        (X.exp() * 2).sum().backward()
    return X.grad


def node_by_node(X):
    with torch.enable_grad():
        product = X.exp() * 2
    return product.grad_fn(torch.ones_like(product))[0] * X.exp()


@pytest.mark.parametrize("way", [backwards, node_by_node, torch.func.grad(lambda X: X.exp().sum())])
def test_torchs_derivatives_are_seen_however_they_are_asked_for(way):
    X = torch.linspace(-1, 2, 12).reshape(3, 4).requires_grad_()
    student = Student(Executor({"f": way}))
    with traced(student) as trace:
        student.f(X)
    look_at_operators("f", OwnWork(("exp",), elementary=False))(trace)
    with pytest.raises(CheckFailed, match=r"without torch's derivatives, but \w+Backward0 ran"):
        look_at_operators("f", OwnWork(("backward",), elementary=False))(trace)


def test_gradients_may_be_clipped_by_torch():
    def clipped(X):
        X = X.detach().requires_grad_()
        X.grad = 3 * torch.ones_like(X)
        nn.utils.clip_grad_norm_([X], 1.0)
        nn.utils.clip_grad_value_([X], 0.1)
        return X * X.grad

    assert outside(clipped) == []


def test_what_clips_is_told_by_its_function():
    def clipped(X):
        X = X.detach().requires_grad_()
        X.grad = 3 * torch.ones_like(X)
        nn.utils.clip_grad_norm_([X], 1.0)

    student = Student(Executor({"f": clipped}))
    with traced(student) as trace:
        student.f(torch.ones(2))
    library = "torch.nn.utils.clip_grad.clip_grad_norm_"
    with pytest.raises(CheckFailed, match=f"without {library}"):
        look_at_operators("f", OwnWork((), elementary=False, libraries=(library,)))(trace)


def test_an_optimisers_own_function_is_no_helper():
    def stepped(X):
        gradient, state = torch.ones_like(X), [torch.zeros_like(X) for _ in range(2)]
        rates = {"momentum": 0.5, "lr": 0.1, "weight_decay": 0, "dampening": 0}
        sgd([state[0]], [gradient], state[1:], **rates, nesterov=False, maximize=False)
        return X * state[0]

    assert "torch.optim.sgd" in outside(stepped)


@pytest.mark.parametrize("way", WHOLE)
def test_what_does_the_whole_by_itself_may_not(way):
    assert outside(WHOLE[way])


def test_a_node_of_the_graph_shows_what_ran_in_another_thread():
    import threading

    def elsewhere(X):
        results = []
        with torch.enable_grad():
            thread = threading.Thread(target=lambda: results.append(torch.softmax(X, 1)))
        thread.start()
        thread.join()
        return results[0] + 1

    assert outside(elsewhere) == ["SoftmaxBackward0"]


@pytest.mark.parametrize("waiting", [False, True])
def test_what_runs_in_another_thread_is_seen_where_all_threads_are_looked_at(waiting):
    import threading

    given, asked, done = [], threading.Event(), threading.Event()

    def work():
        asked.wait(5)
        given.append(torch.softmax(given.pop().detach(), 1))
        done.set()

    thread = threading.Thread(target=work)
    if waiting:
        thread.start()

    def elsewhere(X):
        given.append(X)
        asked.set()
        if not waiting:
            thread.start()
        done.wait(5)
        return given[0] + 1

    executor = Executor({"f": elsewhere}, all_threads=True)
    executor._others.seen = True  # as when the test runs again
    student = Student(executor)
    with traced(student) as trace:
        student.f(torch.ones(2, 3))
    thread.join()
    assert trace.elsewhere["_softmax"] == 1
    assert (trace.ops["add"], trace.made["_softmax"]) == (1, 0)


@pytest.mark.parametrize("all_threads", [False, True])
def test_a_recording_that_was_ended_is_seen(all_threads):
    def ended(X):
        if all_threads:
            torch._C._autograd._disable_profiler()
        else:
            torch._C._autograd._disable_profiler_legacy()
        return X + 1

    executor = Executor({"f": ended}, all_threads=all_threads)
    if all_threads:
        executor._others.seen = True
    student = Student(executor)
    with traced(student) as trace:
        student.f(torch.ones(2, 3))
    assert "profiler" in list(operators_outside(trace.ops))


def test_more_operators_than_can_be_told_are_no_pass(monkeypatch):
    from autograder.remote import trace

    monkeypatch.setattr(trace, "_SEEN", 6)
    assert outside(lambda X: X + 1) == []
    assert outside(lambda X: (X.abs() + 1).exp().log().sin().cos() * 2) == [trace.MORE]
