"""Answers that compute nothing: what they return has the structure of a right result, and none of its numbers."""

import torch

from autograder.proof.idle import idle_answers

BATCHES = "def batches(X):\n    for x in X:\n        yield x, [2 * x]\n"


def made(reference: str, name: str, title: str):
    [answer] = [idle for idle in idle_answers(reference, name) if idle.title == title]
    namespace: dict[str, object] = {}
    exec(compile(answer.source, "<idle>", "exec"), namespace)  # it is made of the reference, which is ours
    return namespace[name]


def test_a_generator_yields_nothing_but_zeros():
    found = list(made(BATCHES, "batches", "returns zeros")(torch.ones(2, 3)))
    assert [(x.tolist(), y.tolist()) for x, [y] in found] == [([0.0] * 3, [0.0] * 3)] * 2


def test_nested_results_keep_their_structure():
    pair = made("def pair(X):\n    return {'a': (X, 3)}\n", "pair", "returns ones")(torch.zeros(2))
    assert pair["a"][0].tolist() == [1.0, 1.0]
    assert pair["a"][1] == 0


def test_nothing_at_all_is_one_of_them():
    assert made(BATCHES, "batches", "returns None")(torch.ones(2)) is None


FILL = "def fill(net):\n    import torch\n\n    torch.nn.init.ones_(net.weight)\n"
MAKE = "def make(n):\n    import torch\n\n    return torch.nn.Linear(n, n), torch.device('cuda:1')\n"


def test_a_module_is_left_alone():
    net = torch.nn.Linear(2, 2)
    made(FILL, "fill", "returns zeros")(net)
    assert (net.weight != 1).all()


def test_in_the_place_of_a_module_and_a_device_are_those_that_do_nothing():
    net, device = made(MAKE, "make", "returns ones")(2)
    assert net(torch.full((1, 2), 5.0)).tolist() == [[5.0, 5.0]]
    assert device == torch.device("cpu")
