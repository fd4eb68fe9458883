"""Right ways to compute the same thing agree, also where what is exact is zero; wrong ones do not."""

from types import SimpleNamespace

import pytest
import torch

from autograder.checks import CheckFailed, agree, assert_close, gradients
from autograder.devices.simulated import to_device
from autograder.remote.executor import Executor
from autograder.remote.student import Student

DTYPES = (torch.float32, torch.float64)


def correlation(X, K):
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return torch.einsum("ijab,ab->ij", windows, K)


def by_spectra(X, K):
    spectrum = torch.fft.rfft2(X) * torch.fft.rfft2(K, s=X.shape).conj()
    return torch.fft.irfft2(spectrum, s=X.shape)[: X.shape[0] - K.shape[0] + 1, : X.shape[1] - K.shape[1] + 1]


def standardised(X):
    centred = X - X.mean(0, keepdim=True)
    return centred / torch.sqrt((centred**2).mean(0, keepdim=True) + 1e-5)


def folded(X):
    scale = 1 / torch.sqrt(X.var(0, unbiased=False, keepdim=True) + 1e-5)
    return X * scale - X.mean(0, keepdim=True) * scale


def compare(ours, theirs, *args, of="f(...)", call=lambda ns, *args: ns.f(*args)):
    agree(Student(Executor({"f": ours}), ""), SimpleNamespace(f=theirs), call, *args, of=of)


def test_a_number_beside_tensors_may_be_rounded_as_they_are():
    """As the sum of a float32 tensor is, whether it was added up as a tensor or as Python's numbers."""
    X = torch.rand(1000, dtype=torch.float32, generator=torch.Generator().manual_seed(0))
    compare(lambda X: (sum(X.tolist()), [X]), lambda X: (float(X.sum()), [X]), X)
    compare(lambda X: sum(X.tolist()), lambda X: float(X.sum()), X)
    for wrong in (lambda X: (float(X.sum()) + 0.1, [X]), lambda X: (float(X.double().sum()) * (1 + 1e-3), [X])):
        with pytest.raises(CheckFailed):
            compare(wrong, lambda X: (float(X.sum()), [X]), X)
    with pytest.raises(CheckFailed):
        compare(lambda X: float(X.float().sum()), lambda X: float(X.sum()), X.double())


def test_what_is_counted_is_exact_whatever_the_arguments_are():
    X = torch.ones(3, dtype=torch.float32)
    with pytest.raises(CheckFailed):
        compare(lambda X: 2.0**24, lambda X: 2.0**24 + float((X > 0).sum()), X)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_convolution_by_spectra_need_not_meet_a_zero_exactly(dtype):
    X, K = torch.full((5, 7), 3.0, dtype=dtype), torch.tensor([[1.0, -1.0]], dtype=dtype)
    assert by_spectra(X, K).any()
    assert not correlation(X, K).any()
    compare(by_spectra, correlation, X, K)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_gradient_of_zero_need_not_be_met_exactly(dtype):
    X = torch.full((6, 4), 1.7, dtype=dtype, requires_grad=True)
    compare(folded, standardised, X, call=lambda ns, X: gradients(ns.f, X))
    compare(folded, standardised, X)


@pytest.mark.parametrize("device", ["cpu", "sim"])
def test_what_is_off_by_more_than_rounding_differs_there_too(device):
    X, K = to_device(torch.full((5, 7), 3.0), device), to_device(torch.tensor([[1.0, -1.0]]), device)
    for error in (1e-4, 1e-2, 1.0):
        with pytest.raises(CheckFailed):
            compare(lambda X, K, error=error: correlation(X, K) + error, correlation, X, K)


def test_a_jump_of_the_reference_excuses_nothing():
    X = torch.tensor([[-1.0, 0.0, 2.0]], requires_grad=True)
    for wrong in (lambda X: torch.where(X >= 0, X, 0.0 * X), lambda X: torch.where(X > 0, X, 0.5 * X)):
        with pytest.raises(CheckFailed):
            compare(wrong, torch.relu, X, call=lambda ns, X: gradients(ns.f, X))
    with pytest.raises(CheckFailed):
        compare(lambda X: X >= 0, lambda X: X > 0, X)
    with pytest.raises(CheckFailed):
        compare(lambda X: (X >= 0).float(), lambda X: (X > 0).float(), X)


def test_where_results_move_very_fast_not_everything_is_excused():
    X = torch.tensor([[0.0, 1.0, -2.0]])
    with pytest.raises(CheckFailed):
        compare(lambda X: 1.1 * X / (X.abs() + 1e-6), lambda X: X / (X.abs() + 1e-6), X)


def test_a_reference_that_refuses_what_lies_beside_the_arguments_still_compares():
    def share(p):
        if not bool((p <= 1).all()):
            raise ValueError("a probability")
        return 1 - p

    ones = torch.ones(3)
    compare(lambda p: 1 - p, share, ones)
    with pytest.raises(CheckFailed):
        compare(lambda p: 1 - p + 1e-3, share, ones)


def test_a_wrong_formula_that_cancels_differs():
    X = 2000.0 + torch.rand(16, 4, generator=torch.Generator().manual_seed(1))

    def difference_of_means(X):
        var = (X**2).mean(0, keepdim=True) - X.mean(0, keepdim=True) ** 2
        return (X - X.mean(0, keepdim=True)) / torch.sqrt(var.abs() + 1e-5)

    compare(folded, standardised, X / 2000.0)
    with pytest.raises(CheckFailed):
        compare(difference_of_means, standardised, X)


def test_what_is_far_below_its_arguments_is_compared_by_its_own_size():
    X = torch.tensor([[12.0, -12.0], [3.0, 1.0]])
    with pytest.raises(CheckFailed):
        compare(lambda X: torch.exp(-2 * X.abs().sum(1)) + 1e-6, lambda X: torch.exp(-2 * X.abs().sum(1)), X[:1])


def test_zeros_alone_are_met_up_to_the_rounding_of_ordinary_numbers():
    for dtype in DTYPES:
        zeros = torch.zeros(2, 3, dtype=dtype)
        assert_close(zeros + 4 * torch.finfo(dtype).eps, zeros)
        assert_close([(zeros + torch.finfo(dtype).eps, 1e-16)], [(zeros, 0.0)])
        with pytest.raises(CheckFailed):
            assert_close(zeros + 1e-4, zeros)
    with pytest.raises(CheckFailed):
        assert_close({"loss": 1e-6}, {"loss": 0.0})
