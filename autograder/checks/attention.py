"""Attention layers, called with queries (B, Q, .), keys (B, K, .), values (B, K, v) and valid lengths: what dropout
does to their weights, and lengths that lie on an accelerator."""

from __future__ import annotations

from typing import Any

import torch

from autograder.checks.agreement import agree
from autograder.checks.compare import assert_close, assert_tensor
from autograder.checks.contract import Contract, OwnWork
from autograder.checks.failure import fail
from autograder.checks.modules import filled
from autograder.checks.shaping import cast, each
from autograder.devices.simulated import to_device

_LAYERS = (
    "Transformer",
    "TransformerEncoder",
    "TransformerDecoder",
    "TransformerEncoderLayer",
    "TransformerDecoderLayer",
)
_FUNCTIONS = ("scaled_dot_product_attention", "multi_head_attention_forward", "flex_attention")
# Through which torch's own attention runs, whatever holds it: a TransformerDecoderLayer has two of them.
TORCHS_ATTENTION = (
    "torch.nn.functional.multi_head_attention_forward",
    "torch.nn.modules.transformer",
    "torch.nn.attention",
)
WITHOUT_ATTENTION = OwnWork(
    names=(*_FUNCTIONS, *_LAYERS, "MultiheadAttention"),
    ops=(
        *("scaled_dot_product_attention", "_scaled_dot_product_attention_math", "_native_multi_head_attention"),
        *("_scaled_dot_product_flash_attention_for_cpu", "_scaled_dot_product_flash_attention"),
        *("_scaled_dot_product_efficient_attention", "_scaled_dot_product_fused_attention_overrideable"),
        *("_scaled_dot_product_cudnn_attention", "_transformer_encoder_layer_fwd"),
    ),
    elementary=False,
    libraries=TORCHS_ATTENTION,
)
# Of blocks that may be built on any attention of one's own.
WITHOUT_TRANSFORMERS = OwnWork(
    names=(*_LAYERS, "MultiheadAttention", "multi_head_attention_forward"),
    ops=("_transformer_encoder_layer_fwd", "_native_multi_head_attention"),
    elementary=False,
    libraries=TORCHS_ATTENTION,
)


def assert_weights_dropped(
    student: Any, layer: Any, queries: torch.Tensor, keys: torch.Tensor, probability: float
) -> None:
    """In training, `layer` drops weights with this probability, and scales the others; `layer.attention_weights` has
    all of them.

    There should be some 500 weights or more: the share of those dropped may be off by 0.15.
    """
    __tracebackhide__ = True
    count, size = keys.shape[:2]
    # With the identity as values, twice side by side, the result is the weights that were used, twice: a weight is
    # dropped in both, a result in one of them.
    values = torch.eye(size, device=queries.device).repeat(1, 2).expand(count, size, 2 * size)
    net, _, _ = filled(student, layer, (queries, keys, values))
    twice = assert_tensor(net(queries, keys, values, None), of="the result in training").detach()
    weights = assert_tensor(net.attention_weights, of="net.attention_weights").detach()
    due = (*queries.shape[:2], 2 * size), (*queries.shape[:2], size)
    if (tuple(twice.shape), tuple(weights.shape)) != due:
        fail(
            "results and weights of shapes {came} came, but {first} and {second} were due",
            came=(tuple(twice.shape), tuple(weights.shape)),
            first=due[0],
            second=due[1],
        )
    used, again = twice.chunk(2, dim=-1)
    assert_close(again, used, of="where two values are alike, the result in training", dtype=False)
    share = float((used == 0).float().mean())
    if not abs(share - probability) < 0.15:
        fail(
            "in training, a share of {share} of the weights is dropped, but {due} was asked for",
            share=f"{share:.2f}",
            due=probability,
        )
    if not ((weights >= 0) & (weights < 1.001)).all():  # beside a huge one all others would be near enough
        fail("net.attention_weights should be numbers from 0 to 1, but are up to {most}", most=f"{weights.max():.3g}")
    expected = torch.where(used == 0, torch.zeros_like(weights), weights / (1 - probability))
    assert_close(used, expected, of="where it is not dropped, each weight in training", dtype=False)


def assert_lengths_heeded(contract: Contract, student: Any, reference: Any, rng: Any, accelerator: Any) -> None:
    """The layer of the contract, whose arguments take `lens` and `K`, gives on the accelerator what the reference
    gives."""
    __tracebackhide__ = True
    args = cast(contract.drawn(rng, lens="sequence", K=6), torch.float32)
    there = each(args, lambda tensor: to_device(tensor, accelerator), floating=False)
    agree(student, reference, contract.call, *there, of=contract.of, dtype=False)
