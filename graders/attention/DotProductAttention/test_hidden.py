"""What is special about DotProductAttention: where dropout falls, and lengths that are on an accelerator."""

import torch

from autograder.checks import agree, aside, assert_close, assert_tensor, fail, filled, points
from autograder.checks.shaping import cast, each
from autograder.devices.simulated import to_device

from .contract import contract

PROBABILITY = 0.5


@points(2, "in training, dropout falls on the weights", requires="test_values")
def test_dropout(student, rng):
    # With the identity as values, twice side by side, the result is the weights that were used, twice: a weight is dropped in
    # both, a result in one of them. There are 512 weights, so the share of those dropped is known within 0.15.
    queries, keys = rng.normal(4, 16, 3).float(), rng.normal(4, 8, 3).float()
    values = torch.eye(8, device=queries.device).repeat(1, 2).expand(4, 8, 16)
    net, _, _ = filled(student, student.DotProductAttention(PROBABILITY), (queries, keys, values))
    twice = assert_tensor(net(queries, keys, values, None), of="the result in training").detach()
    weights = assert_tensor(net.attention_weights, of="net.attention_weights").detach()
    if twice.shape != (4, 16, 16) or weights.shape != (4, 16, 8):
        fail(
            "results and weights of shapes {came} came, but (4, 16, 16) and (4, 16, 8) were due",
            came=(tuple(twice.shape), tuple(weights.shape)),
        )
    used, again = twice.chunk(2, dim=-1)
    assert_close(again, used, of="where two values are alike, the result in training", dtype=False)
    share = float((used == 0).float().mean())
    if not abs(share - PROBABILITY) < 0.15:
        fail("in training, a share of {share} of the weights is dropped, but 0.5 was asked for", share=f"{share:.2f}")
    expected = torch.where(used == 0, torch.zeros_like(weights), weights / (1 - PROBABILITY))
    assert_close(used, expected, of="where it is not dropped, each weight in training", dtype=False)


@aside
@points(1, "lengths are heeded on an accelerator, too")
def test_lengths_on_a_device(student, reference, rng, accelerator):
    args = cast(contract.drawn(rng, lens="sequence", K=6), torch.float32)
    there = each(args, lambda tensor: to_device(tensor, accelerator), floating=False)
    agree(student, reference, contract.call, *there, of=contract.of, dtype=False)
