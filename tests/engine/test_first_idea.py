"""Before grading, four common slips each lead to the right idea, in words that no known answer has.

A wrong axis and an axis that is lost (`keepdim`) are known by what they do, a call that is not allowed and an unfinished
stub by what they are.
"""

import linecache
from pathlib import Path

import pytest
import torch
from torch import nn

from autograder.course.load import load
from autograder.learner.check import checked_by, run
from autograder.learner.display import Unfinished
from autograder.notebook.cells import find, read, reference_source, with_stubs

COURSE = load(Path(__file__).parents[2] / "course.yml", check_pieces=False)
PLACES = {exercise.id: (assignment, exercise) for assignment in COURSE.assignments for exercise in assignment.exercises}

# What the hint says, and an answer.
WRONG_AXIS = {
    "softmax": (
        "softmax over columns",
        """
def softmax(X):
    e = torch.exp(X - X.max())
    return e / e.sum(axis=0)
""",
    ),
    "accuracy": (
        "Each row is an example",
        """
def accuracy(y_hat, y):
    if y_hat.dim() == 2 and y_hat.size(1) > 1:
        y_hat = torch.max(y_hat, 0)[1]
    return float(torch.eq(y_hat.flatten(), y.flatten()).sum())
""",
    ),
    "softmax_cross_entropy_gradient": (
        "Each row should sum to one",
        """
def softmax_cross_entropy_gradient(logits, y):
    e = torch.exp(logits - logits.max(0)[0])
    p = e / e.sum(0)
    p[torch.arange(len(y)), y.reshape(-1).long()] -= 1
    return p
""",
    ),
    "batch_norm": (
        "of each feature, over the examples",
        """
def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if not torch.is_grad_enabled():
        return gamma * (X - moving_mean) / torch.sqrt(moving_var + eps) + beta, moving_mean, moving_var
    dims = (1,) if X.dim() == 2 else (1, 2, 3)
    mean, var = X.mean(dims, keepdim=True), X.var(dims, keepdim=True, unbiased=False)
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, (1 - momentum) * moving_mean + momentum * mean.detach(), (1 - momentum) * moving_var + momentum * var.detach()
""",
    ),
    "masked_softmax": (
        "the last axis",
        """
def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return F.softmax(X, dim=1)
    lens = valid_lens.reshape(len(X), -1, 1)
    mask = torch.arange(X.shape[2]) >= lens
    return F.softmax(X.masked_fill(mask, -1e6), dim=1)
""",
    ),
    "CenteredLayer": (
        "one mean, that of all numbers",
        """
class CenteredLayer(nn.Module):
    def forward(self, X):
        m = X.mean(0)
        return X - m
""",
    ),
    "BatchNorm": (
        "of each feature, over the examples",
        """
class BatchNorm(nn.Module):
    def __init__(self, num_features, num_dims):
        super().__init__()
        s = [1, num_features] + [1] * (num_dims - 2)
        self.g, self.b = nn.Parameter(torch.ones(s)), nn.Parameter(torch.zeros(s))
        self.register_buffer('m', torch.zeros(s))
        self.register_buffer('v', torch.ones(s))
    def forward(self, X):
        if self.training:
            d = list(range(1, X.dim()))
            m, v = X.mean(d, keepdim=True), X.var(d, keepdim=True, unbiased=False)
            self.m, self.v = 0.9 * self.m + 0.1 * m.detach(), 0.9 * self.v + 0.1 * v.detach()
        else:
            m, v = self.m, self.v
        return self.g * (X - m) / (v + 1e-5).sqrt() + self.b
""",
    ),
    "DenseBlock": (
        "Channels are axis 1",
        """
class DenseBlock(nn.Module):
    def __init__(self, num_convs, input_channels, num_channels):
        super().__init__()
        self.net = nn.ModuleList()
        for k in range(num_convs):
            c = input_channels + k * num_channels
            self.net.append(nn.Sequential(nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, num_channels, 3, padding=1)))
    def forward(self, X):
        for layer in self.net:
            X = torch.concat([X, layer(X)])
        return X
""",
    ),
    "mlp_gradients": (
        "Each row has its own",
        """
def mlp_gradients(X, y, params):
    W1, b1, W2, b2 = [p.detach() for p in params]
    X = X.detach().flatten(1)
    pre = X @ W1 + b1
    hidden = pre.clamp(min=0)
    P = torch.softmax(hidden @ W2 + b2, 0)
    P[torch.arange(len(X)), y.reshape(-1).long()] -= 1
    P = P / len(X)
    back = (P @ W2.T) * (pre > 0)
    return X.T @ back, back.sum(0), hidden.T @ P, P.sum(0)
""",
    ),
    "l2_penalty": (
        "",
        """
def l2_penalty(w):
    halves = torch.square(w) / 2
    return torch.sum(halves, dim=0)
""",
    ),
}
NO_KEEPDIM = {
    "softmax": """
def softmax(X):
    e = torch.exp(X - X.max())
    s = e.sum(1)
    return e / s
""",
    "batch_norm": """
def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if not torch.is_grad_enabled():
        return gamma * (X - moving_mean) / torch.sqrt(moving_var + eps) + beta, moving_mean, moving_var
    dims = (0,) if X.dim() == 2 else (0, 2, 3)
    mean, var = X.mean(dims), X.var(dims, unbiased=False)
    Y = gamma * (X - mean) / torch.sqrt(var + eps) + beta
    return Y, (1 - momentum) * moving_mean + momentum * mean.detach(), (1 - momentum) * moving_var + momentum * var.detach()
""",
    "BatchNorm": """
class BatchNorm(nn.Module):
    def __init__(self, num_features, num_dims):
        super().__init__()
        s = [1, num_features] + [1] * (num_dims - 2)
        self.g, self.b = nn.Parameter(torch.ones(s)), nn.Parameter(torch.zeros(s))
        self.register_buffer('m', torch.zeros(s))
        self.register_buffer('v', torch.ones(s))
    def forward(self, X):
        if self.training:
            d = [0, 2, 3][:X.dim() - 1]
            m, v = X.mean(d), X.var(d, unbiased=False)
            self.m, self.v = 0.9 * self.m + 0.1 * m.detach(), 0.9 * self.v + 0.1 * v.detach()
        else:
            m, v = self.m, self.v
        return self.g * (X - m) / (v + 1e-5).sqrt() + self.b
""",
    "softmax_cross_entropy": """
def softmax_cross_entropy(logits, y):
    z = logits - logits.max(1)[0]
    lse = z.exp().sum(1).log()
    return lse - z[torch.arange(len(z)), y.reshape(-1).long()]
""",
    "softmax_cross_entropy_gradient": """
def softmax_cross_entropy_gradient(logits, y):
    e = torch.exp(logits - logits.max())
    p = e / e.sum(1)
    p[torch.arange(len(y)), y.reshape(-1).long()] -= 1
    return p
""",
    "masked_softmax": """
def masked_softmax(X, valid_lens):
    if valid_lens is not None:
        lens = valid_lens.reshape(len(X), -1, 1)
        X = X.masked_fill(torch.arange(X.shape[2]) >= lens, -1e6)
    e = torch.exp(X - X.max(-1)[0])
    return e / e.sum(-1)
""",
}
READY_MADE = {
    "softmax": "torch.softmax(*args, 1)",
    "relu": "torch.relu(*args)",
    "sigmoid": "torch.sigmoid(*args)",
    "tanh": "torch.tanh(*args)",
    "corr2d": "F.conv2d(args[0][None, None], args[1][None, None])[0, 0]",
    "corr2d_multi_in": "F.conv2d(args[0][None], args[1][None])[0, 0]",
    "squared_loss": "F.mse_loss(args[0], args[1].reshape(args[0].shape), reduction='none') / 2",
    "cross_entropy": "F.nll_loss(args[0].log(), args[1].reshape(-1).long(), reduction='none')",
    "softmax_cross_entropy": "F.cross_entropy(args[0], args[1].reshape(-1).long(), reduction='none')",
    "pool2d": "F.max_pool2d(args[0][None], args[1], stride=1)[0]",
}
STUBS = ("softmax", "sgd", "data_iter", "dropout_layer", "corr2d", "MyLinear", "gru_cell", "Vocab", "adam", "BatchNorm")


def names_of(id: str, source: str) -> dict[str, object]:
    """What a notebook has defined, with `source` in the cell of this exercise."""
    assignment, exercise = PLACES[id]
    names: dict[str, object] = {"__name__": "__main__", "torch": torch, "nn": nn, "F": nn.functional}
    exec(reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb")), names)
    filename = f"/tmp/ipykernel_1/{id}.py"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    exec(compile(source, filename, "exec", dont_inherit=True), names)
    return names


@pytest.fixture
def told(monkeypatch):
    """The hint that `check` has, and the messages of the checks that did not pass."""

    def told(id: str, source: str) -> tuple[str, str]:
        monkeypatch.chdir(PLACES[id][0].release)
        names = names_of(id, source)
        checked = checked_by(id, names[id], names)
        assert checked is not None
        return checked.hint or "", "\n".join(result.words for result in checked.results if result.words)

    return told


@pytest.mark.parametrize("id", WRONG_AXIS)
def test_a_wrong_axis_is_named(told, id):
    words, source = WRONG_AXIS[id]
    hint, _ = told(id, source)
    assert words in hint


@pytest.mark.parametrize("id", NO_KEEPDIM)
def test_a_missing_keepdim_is_named(told, id):
    hint, _ = told(id, NO_KEEPDIM[id])
    assert "keepdim" in hint


def test_a_new_tensor_is_named_though_the_old_gradient_is_zeroed(told):
    source = """
def sgd(params, lr, batch_size):
    with torch.no_grad():
        for param in params:
            old = param.grad
            param = param - old * (lr / batch_size)
            old.zero_()
"""
    hint, _ = told("sgd", source)
    assert "makes a new tensor" in hint


@pytest.mark.parametrize("id", READY_MADE)
def test_a_call_that_is_not_allowed_is_named(told, id):
    _, messages = told(id, f"def {id}(*args):\n    return {READY_MADE[id]}\n")
    assert f"{id} is to be written without " in messages


@pytest.mark.parametrize("id", STUBS)
def test_a_stub_that_is_left_is_named(monkeypatch, id):
    assignment, exercise = PLACES[id]
    stubs = with_stubs(read(assignment.solutions / f"{exercise.notebook}.ipynb"))
    monkeypatch.chdir(assignment.release)
    names = names_of(id, stubs.cells[find(stubs, id)].source)
    with pytest.raises(Unfinished, match="is not written yet"):
        run(names[id], names)
