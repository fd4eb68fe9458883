"""What is special about log_rmse: its result is a plain number, of any net that can be called."""

import torch

from autograder.checks import agree, fail, inside, points

from .contract import arguments, error


@inside
def of_module(log_rmse, w, features, labels):
    net = torch.nn.Linear(w.shape[0], 1, bias=False, dtype=w.dtype, device=w.device)
    net.load_state_dict({"weight": w.T})
    return torch.as_tensor(log_rmse(net, features, labels)).detach().item()


def call(ns, w, features, labels):
    return torch.tensor(of_module(ns, ns.log_rmse, w, features, labels), dtype=features.dtype)


@points(2, "the result is a float", requires="test_large")
def test_float(student, rng):
    came = error(student, student.log_rmse, *arguments(rng))
    if not isinstance(came, float):
        fail("log_rmse(net, features, labels) is {came}, but should be a float", came=type(came).__name__)


@points(1, "net may be a module, too", requires="test_values")
def test_module(student, reference, rng):
    w, features, labels = arguments(rng)
    agree(student, reference, call, 5 * w, features, labels, of="log_rmse(nn.Linear(...), features, labels)")
