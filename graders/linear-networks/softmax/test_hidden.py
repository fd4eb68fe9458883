"""The hidden grader of softmax.

Hidden only, and why: `test_own_work`, which needs the submission's source and the operators that ran; `test_device`, which
needs an accelerator or the simulated one; the layouts and sizes, and the batches whose rows live on different scales,
because the examples of the public tests would give them away.

Working with logarithms, exp(X - logsumexp(X)), is a right answer. It rounds at the size of the logits, so where logits are
large the tolerance is 1e-3 in float32: 16 roundings at 1000, far below any wrong formula. Beyond that only rows with one
clear winner are used, whose probabilities are exactly 0 and 1, and 16-bit formats are asked for ordinary logits alone.
The gradient of logsumexp is a softmax as well. Whoever finds that has understood more than was asked: it is a right answer,
whose own gradient is judged like any other's.

Nothing is asked of an empty batch or of logits that are not finite: the contract promises none of these. A loop over
the elements is slow but right; what is asked of the cost is that no loop goes through a row again for each of its elements.
"""

import torch
from hypothesis import strategies as st

from autograder.checks import (
    agree,
    aside,
    assert_cost,
    assert_gradcheck,
    assert_nothing_left_behind,
    assert_own_work,
    assert_shape,
    assert_unmodified,
    gradients,
    points,
)
from autograder.checks.inputs import sizes, tensors
from autograder.devices.simulated import to_device

TORCHS_OWN = (
    "softmax",
    "log_softmax",
    "softmin",
    "gumbel_softmax",
    "_softmax",
    "_log_softmax",
    "_safe_softmax",
    "Softmax",
    "Softmax2d",
    "LogSoftmax",
    "Softmin",
    "CrossEntropyLoss",
    "cross_entropy",
    "scaled_dot_product_attention",
    "MultiheadAttention",
)
ITS_OPERATORS = (
    "_softmax",
    "_log_softmax",
    "_safe_softmax",
    "softmax",
    "log_softmax",
    "_softmax_backward_data",
    "_log_softmax_backward_data",
    "_scaled_dot_product_flash_attention_for_cpu",
    "_scaled_dot_product_flash_attention",
    "_scaled_dot_product_efficient_attention",
    "_scaled_dot_product_cudnn_attention",
    "_scaled_dot_product_attention_math",
)

ORDINARY = st.tuples(sizes(), sizes()).flatmap(lambda shape: st.tuples(tensors(*shape, dtype=torch.float32)))
DOUBLE = st.tuples(sizes(), sizes()).flatmap(lambda shape: st.tuples(tensors(*shape)))
LEAVES = st.tuples(sizes(), sizes()).flatmap(
    lambda shape: st.tuples(tensors(*shape, dtype=torch.float32, requires_grad=True))
)


def large(low, high):
    """Small matrices of whole logits between the two, which shrink towards zero."""
    elements = st.integers(low, high).map(float)
    shapes = st.tuples(sizes(), sizes())
    return shapes.flatmap(lambda shape: st.tuples(tensors(*shape, elements=elements, dtype=torch.float32)))


def values(ns, X):
    """softmax(X) apart from its dtype, which has a test of its own: a wrong one should not cost every point."""
    Y = ns.softmax(X)
    return Y.to(X.dtype) if isinstance(Y, torch.Tensor) and Y.is_floating_point() else Y


def values_and_dtype(ns, X):
    return ns.softmax(X)


def values_and_gradient(ns, X):
    return gradients(ns.softmax, X)


@points(4, "ordinary logits give the right probabilities")
def test_values(student, reference, rng):
    for shape in ((4, 7), (5, 3), (3, 3)):
        agree(
            student,
            reference,
            values,
            rng.normal(*shape, std=2.0, dtype=torch.float32),
            of="softmax(X)",
            search=ORDINARY,
        )


@aside
@points(1, "the result has the dtype of X and is as precise as that")
def test_dtype_and_precision(student, reference, rng):
    for dtype, search in ((torch.float32, ORDINARY), (torch.float64, DOUBLE)):
        agree(student, reference, values_and_dtype, rng.normal(4, 6, dtype=dtype), of="softmax(X)", search=search)
    X = rng.normal(4, 6, mean=-3.0)
    X[:, 2] -= 20.0  # a probability of some 1e-10 is no 1e-7, and a sum below 1 shows what is added to it
    agree(student, reference, values_and_dtype, X, of="softmax(X)")


@points(6, "the gradient is right for random cotangents")
def test_gradients(student, reference, rng):
    for shape in ((3, 5), (4, 2)):
        X = rng.normal(*shape, dtype=torch.float32, requires_grad=True)
        agree(student, reference, values_and_gradient, X, of="the gradient of softmax", search=LEAVES)


@aside
@points(3, "the gradient agrees with finite differences in float64", requires="test_values")
def test_gradcheck(student, rng):
    assert_gradcheck(student.softmax, rng.normal(2, 3, requires_grad=True), of="softmax")


@points(2, "rows of large positive logits keep their probabilities")
def test_large_positive_logits(student, reference, rng):
    X = rng.normal(3, 4, mean=1000.0, dtype=torch.float32)
    agree(student, reference, values, X, of="softmax(X)", search=large(0, 1000), tolerance=1e-3)


@points(2, "rows of large negative logits keep their probabilities")
def test_large_negative_logits(student, reference, rng):
    X = rng.normal(3, 4, mean=-1000.0, dtype=torch.float32)
    agree(student, reference, values, X, of="softmax(X)", search=large(-1000, 0), tolerance=1e-3)


@points(2, "a row and a batch may span a wide range of logits")
def test_wide_range(student, reference, device):
    X = torch.tensor([[0.0, 1.0, 2.0], [500.0, 501.0, 499.0], [-500.0, -501.0, -502.0], [-400.0, 400.0, 401.0]])
    agree(student, reference, values, to_device(X, device), of="softmax(X)", search=large(-400, 400), tolerance=1e-3)


@points(1, "the largest numbers of float32 still give probabilities")
def test_extreme_logits(student, reference, device):
    X = torch.tensor([[3e38, 0.0, -3e38], [-3e38, -1e38, -2e38], [0.0, 1e5, 2e5]])
    agree(student, reference, values, to_device(X, device), of="softmax(X)")


@points(1, "one row, one column and a single number are batches too")
def test_thin_batches(student, reference, rng):
    for shape in ((1, 5), (4, 1), (1, 1)):
        agree(student, reference, values, rng.normal(*shape, dtype=torch.float32), of="softmax(X)", search=ORDINARY)


@aside
@points(1, "inputs may be transposed, strided or expanded views")
def test_layouts(student, reference, rng):
    base = rng.normal(6, 4, dtype=torch.float32)
    for X in (base.T, base[::2, 1:], base[:1].expand(3, 4), base[:, :1].expand(6, 5)):
        agree(student, reference, values, X, of="softmax(X)")


@points(1, "three hundred classes, or rows, work as well")
def test_many_classes(student, reference, rng):
    for shape in ((20, 300), (300, 4)):
        agree(student, reference, values, rng.normal(*shape, std=3.0, dtype=torch.float32), of="softmax(X)")


@aside
@points(1, "eight times the rows, or the classes, cost no more than that", requires="test_values")
def test_cost(student, rng):
    small = rng.normal(3, 4, dtype=torch.float32)
    for shape in ((24, 4), (3, 32)):
        large = rng.normal(*shape, dtype=torch.float32)
        assert_cost(student, values, (small,), (large,), factor=8, of="softmax(X)")


@aside
@points(1, "the result is on the device of X")
def test_device(student, reference, rng, accelerator):
    X = to_device(rng.normal(3, 4, dtype=torch.float32), accelerator)
    agree(student, reference, values, X, of="softmax(X)")


@points(1, "X is left as it was, at large logits too", requires="test_values")
def test_argument_is_never_changed(student, rng):
    for scale in (1.0, 300.0):
        X = rng.normal(3, 4, std=scale, dtype=torch.float32)
        assert_shape(student.softmax(X.clone()), (3, 4), of="softmax(X)")
        assert_unmodified(student.softmax, X, of="softmax(X)")


@points(1, "softmax is written without a ready-made one", requires="test_values", essential=True)
def test_own_work(student, rng):
    X = rng.normal(3, 4, dtype=torch.float32)
    assert_own_work(student, "softmax", values, X, names=TORCHS_OWN, ops=ITS_OPERATORS)


@points(2, "the gradient is finite and right at large logits, too")
def test_gradient_at_large_logits(student, reference, device):
    elements = st.sampled_from([0.0, 100.0, -100.0, 1000.0])
    search = st.tuples(tensors(1, 2, elements=elements, dtype=torch.float32, requires_grad=True))
    for rows in (
        [[100.0, 0.0], [0.0, -100.0]],
        [[1000.0, 1000.0, -1000.0], [-1000.0, -999.0, 0.0]],
        [[3e38, 0.0, -3e38]],
    ):
        X = to_device(torch.tensor(rows), device).requires_grad_()
        of = "the gradient of softmax"
        agree(student, reference, values_and_gradient, X, of=of, search=search, tolerance=1e-3)


@aside
@points(1, "float16 and bfloat16 are floating dtypes too")
def test_sixteen_bits(student, reference, rng):
    for dtype in (torch.float16, torch.bfloat16):
        search = st.tuples(tensors(1, 2, dtype=dtype))
        agree(student, reference, values_and_dtype, rng.normal(4, 6, dtype=dtype), of="softmax(X)", search=search)


@aside
@points(1, "nothing is left behind: no mode, no default, no seed")
def test_nothing_left_behind(student, reference, rng):
    assert_nothing_left_behind(student, reference, values, rng.normal(3, 4), of="softmax(X)")
