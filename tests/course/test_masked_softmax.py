"""The reference of masked_softmax against torch's own, and the facts that its grader rests on."""

from pathlib import Path

import nbformat
import pytest
import torch

from autograder.grading.reference import run_answer
from autograder.notebook.cells import reference_source

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "solutions" / "attention" / "masked-softmax.ipynb"


@pytest.fixture(scope="module")
def masked_softmax():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return run_answer("masked_softmax", reference_source(notebook)).namespace["masked_softmax"]


def normal(*shape, seed=1, dtype=torch.float64):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64).to(dtype)


def attention(X, keep):
    """Torch's own masked softmax: scaled dot-product attention whose keys and values are identity matrices."""
    identity = torch.eye(X.shape[-1], dtype=X.dtype).expand(X.shape[0], -1, -1)
    return torch.nn.functional.scaled_dot_product_attention(X, identity, identity, attn_mask=keep, scale=1.0)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("lens", [[4, 1, 6], [[1, 6], [2, 3], [5, 4]]])
def test_the_reference_agrees_with_torchs_attention(masked_softmax, lens, dtype):
    X, valid_lens = normal(3, 2, 6, dtype=dtype), torch.tensor(lens)
    keep = torch.arange(6) < valid_lens.reshape(3, -1, 1)
    torch.testing.assert_close(masked_softmax(X, valid_lens), attention(X, keep.expand(3, 2, 6)))


def test_without_lengths_it_is_torchs_softmax(masked_softmax):
    X = normal(2, 3, 4)
    assert torch.equal(masked_softmax(X, None), torch.softmax(X, dim=-1))


def test_its_gradient_agrees_with_a_softmax_over_the_valid_keys_alone(masked_softmax):
    X, cotangent = normal(1, 1, 5).requires_grad_(), normal(1, 1, 5, seed=2)
    (own,) = torch.autograd.grad(masked_softmax(X, torch.tensor([3])), X, cotangent)
    (torchs,) = torch.autograd.grad(torch.softmax(X[..., :3], dim=-1), X, cotangent[..., :3])
    torch.testing.assert_close(own, torchs)
    assert torch.autograd.gradcheck(lambda X: masked_softmax(X, torch.tensor([2])), X)


def test_a_row_of_length_zero_is_finite_forwards_and_backwards(masked_softmax):
    X = normal(2, 2, 3).requires_grad_()
    weights = masked_softmax(X, torch.tensor([[0, 2], [3, 0]]))
    (gradient,) = torch.autograd.grad(weights[..., 0].sum(), X)
    assert torch.isfinite(weights).all()
    assert torch.isfinite(gradient).all()


def test_masked_weights_are_exactly_zero_at_both_ends_of_the_range(masked_softmax):
    for valid, masked in ((-1e4, 1e4), (1e4, -1e4), (-1e4, -1e4)):
        weights = masked_softmax(torch.tensor([[[valid, masked]]]), torch.tensor([1]))
        assert weights.tolist() == [[[1.0, 0.0]]]


def test_only_unequal_lengths_tell_tiled_from_interleaved_ones(masked_softmax):
    X, equal, unequal = normal(2, 3, 4), torch.tensor([2, 2]), torch.tensor([1, 3])
    for lens, same in ((equal, True), (unequal, False)):
        tiled = masked_softmax(X, lens.repeat(3).reshape(2, 3))
        assert torch.equal(masked_softmax(X, lens), tiled) is same


def test_the_arguments_are_left_alone(masked_softmax):
    X, valid_lens = normal(2, 3, 4), torch.tensor([0, 2])
    before = X.clone(), valid_lens.clone()
    masked_softmax(X, valid_lens)
    assert torch.equal(X, before[0])
    assert torch.equal(valid_lens, before[1])
