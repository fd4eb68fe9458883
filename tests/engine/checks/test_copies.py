"""Copies of arguments: like deepcopy's in everything that a submission could notice."""

import copy

import pytest
import torch

from autograder.checks.copies import copied
from autograder.devices.simulated import simulated, to_device

base = torch.arange(12.0).reshape(3, 4)


def with_gradient():
    p = torch.ones(2, 2, requires_grad=True)
    p.grad = torch.full((2, 2), 3.0)
    return p


@pytest.mark.parametrize(
    "tensor",
    [
        base,
        base.double().requires_grad_(),
        base.to(torch.bfloat16),
        torch.tensor(2.0),
        torch.empty(0, 3),
        base.T,
        base[::2, 1:],
        base[:1].expand(3, 4),
        torch.view_as_complex(torch.ones(2, 2)).conj(),
        torch.nn.Parameter(base.clone()),
        with_gradient(),
    ],
    ids=lambda t: f"{tuple(t.shape)} {t.dtype}",
)
def test_a_copy_has_the_layout_and_all_properties_of_the_tensor(tensor):
    ours, pythons = copied(tensor), copy.deepcopy(tensor)
    assert torch.equal(ours, tensor)
    assert type(ours) is type(pythons)
    for of in (torch.Tensor.stride, torch.Tensor.storage_offset, torch.Tensor.is_conj):
        assert of(ours) == of(pythons)
    assert (ours.dtype, ours.requires_grad, ours.is_leaf) == (pythons.dtype, pythons.requires_grad, pythons.is_leaf)
    assert (ours.grad is None) == (tensor.grad is None)
    assert tensor.grad is None or (torch.equal(ours.grad, tensor.grad) and ours.grad is not tensor.grad)


def test_a_copy_shares_nothing_with_what_it_was_made_of():
    given = (base.clone(), [base.clone(), {"t": 1, "of": base.clone()}], (1, "x", torch.float32))
    before = copy.deepcopy(given)
    made = copied(given)
    made[0].zero_()
    made[1][0].zero_()
    made[1][1]["of"].zero_()
    made[1][1]["t"] = 2
    made[1].append(3)
    assert torch.equal(given[0], before[0])
    assert torch.equal(given[1][0], before[1][0])
    assert torch.equal(given[1][1]["of"], before[1][1]["of"])
    assert given[1][1]["t"] == 1
    assert len(given[1]) == 2


def test_what_is_shared_within_the_arguments_is_shared_within_their_copy():
    X, state = base.clone(), [1]
    first, second, view, one, two = copied((X, X, X[1:], state, state))
    first.zero_()
    assert not second.any()
    assert not view.any()
    one.append(2)
    assert two == [1, 2]
    assert X.any()


def test_two_views_of_the_same_size_over_one_memory_stay_that():
    X = base.clone()
    first, second = copied((X, X.reshape(4, 3)))
    first.zero_()
    assert not second.any()


def test_a_tensor_of_another_device_is_copied_there():
    with simulated():
        X = to_device(base, "sim")
        Y = copied((X,))[0]
        assert Y.device.type == "sim"
        Y.zero_()
        assert torch.equal(X.cpu(), base)


def test_a_simulated_leaf_stays_one_and_shares_nothing_but_what_was_shared():
    with simulated():
        X = to_device(base, "sim").requires_grad_()
        Y, twin = copied((X, X))
        assert (Y is twin, Y.is_leaf, Y.requires_grad, Y.grad) == (True, True, True, None)
        X.sum().backward()
        Z = copied((X,))[0]
        Z.grad.zero_()
        assert X.grad.cpu().eq(1).all()
        assert torch.equal(Z.detach().cpu(), base)
