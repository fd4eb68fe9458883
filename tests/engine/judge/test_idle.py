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
