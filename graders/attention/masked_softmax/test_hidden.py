"""The hidden grader of masked_softmax.

Hidden only, and why: `test_device`, which needs an accelerator or the simulated one; layouts, sizes and the batches in
which the number of sequences, of queries and of keys agree, since the public examples would give them away; the scores at
both ends of the range at once, in float64, where rounding cannot be taken for a fault.

Gradients are taken with respect to a transposed view. Scores are hardly ever leaves of the graph, and the book's version,
which writes into its argument, works on a view: it loses the points for that damage, and no others.

Nothing is asked of an empty batch, of lengths above K, or of 16-bit formats: the contract promises none of these. The
gradient of a row without any valid key must be finite, as the row itself, and may be anything else. A loop over the elements is slow but right; what is asked of the cost
is that it goes through them once. In float32 a weight may be computed
with logarithms, which rounds at the size of the scores: at 10,000 that is 1e-3.
"""

import torch
from hypothesis import strategies as st

from autograder.checks import (
    agree,
    aside,
    assert_cost,
    assert_finite,
    assert_gradcheck,
    assert_nothing_left_behind,
    assert_shape,
    assert_unmodified,
    gradients,
    points,
)
from autograder.checks.inputs import halves, sizes, tensors
from autograder.devices.simulated import to_device

OF = "masked_softmax(X, valid_lens)"
FINE = 1e-7  # in float64; room for a denominator that is kept from zero by a tiny number


def lengths(*shape, keys, shortest=1):
    """Small length tensors, the longest lengths first."""
    elements = st.integers(0, keys - shortest).map(lambda missing: keys - missing)
    return tensors(*shape, elements=elements, dtype=torch.int64)


def batches(*, per_query=False, dtype=torch.float32, elements=halves, requires_grad=False, shortest=1):
    """Small pairs (X, valid_lens)."""

    def pair(shape):
        scores = tensors(*shape, elements=elements, dtype=dtype, requires_grad=requires_grad)
        lens = shape[:2] if per_query else shape[:1]
        return st.tuples(scores, lengths(*lens, keys=shape[2], shortest=shortest))

    return st.tuples(sizes(2), sizes(2), sizes(3)).flatmap(pair)


def weights(ns, X, valid_lens):
    return ns.masked_softmax(X, valid_lens)


def gradient(ns, X, valid_lens):
    return gradients(lambda leaf: ns.masked_softmax(leaf.transpose(1, 2).contiguous().transpose(1, 2), valid_lens), X)


@points(4, "a length per sequence holds for all of its queries")
def test_length_per_sequence(student, reference, rng, device):
    for shape, lens in (((3, 2, 5), [2, 5, 3]), ((2, 4, 3), [1, 2])):
        X = rng.normal(*shape, std=2.0, dtype=torch.float32)
        agree(student, reference, weights, X, to_device(torch.tensor(lens), device), of=OF, search=batches())


@points(4, "a length per query holds for that query alone")
def test_length_per_query(student, reference, rng, device):
    for shape, lens in (((2, 3, 5), [[1, 4, 2], [5, 3, 1]]), ((3, 2, 4), [[4, 1], [2, 3], [1, 1]])):
        X = rng.normal(*shape, std=2.0, dtype=torch.float32)
        lens_ = to_device(torch.tensor(lens), device)
        agree(student, reference, weights, X, lens_, of=OF, search=batches(per_query=True))


@points(1, "without lengths it is a softmax over all keys")
def test_no_lengths(student, reference, rng):
    search = st.tuples(tensors(1, 1, 2, dtype=torch.float32), st.none())
    agree(student, reference, weights, rng.normal(2, 3, 4, dtype=torch.float32), None, of=OF, search=search)


@aside
@points(1, "float64 scores give float64 weights, as precise as that")
def test_float64(student, reference, rng, device):
    for lens in ([4, 2], [[1, 2, 4], [3, 4, 2]]):
        search = batches(per_query=isinstance(lens[0], list), dtype=torch.float64)
        X, valid_lens = rng.normal(2, 3, 4), to_device(torch.tensor(lens), device)
        agree(student, reference, weights, X, valid_lens, of=OF, search=search, tolerance=FINE)
    agree(student, reference, weights, rng.normal(2, 3, 4), None, of=OF, tolerance=FINE)


@points(8, "the gradient is right for random cotangents, and zero for masked scores")
def test_gradients(student, reference, rng, device):
    of = f"the gradient of {OF}"
    for lens in ([3, 1], [[2, 1, 3, 4], [4, 3, 1, 2]]):
        X = rng.normal(2, 4, 4, dtype=torch.float32, requires_grad=True)
        search = batches(per_query=isinstance(lens[0], list), requires_grad=True)
        agree(student, reference, gradient, X, to_device(torch.tensor(lens), device), of=of, search=search)
    agree(student, reference, gradient, rng.normal(2, 3, 4, dtype=torch.float32, requires_grad=True), None, of=of)


@aside
@points(3, "the gradient agrees with finite differences in float64", requires="test_length_per_sequence")
def test_gradcheck(student, rng, device):
    lens = to_device(torch.tensor([2, 1]), device)
    X = rng.normal(2, 3, 2, requires_grad=True)
    assert_gradcheck(lambda leaf: student.masked_softmax(leaf.transpose(1, 2), lens), X, of=OF)


@points(3, "scores up to 10,000 in magnitude give finite and right weights")
def test_large_scores(student, reference, rng, device):
    lens = to_device(torch.tensor([2, 4]), device)
    beyond = to_device(torch.arange(5), device) >= lens[:, None, None]
    extremes = st.sampled_from([0.0, -1e4, 1e4, -9999.0, 9999.0])
    search = batches(dtype=torch.float64, elements=extremes)
    low, high = rng.uniform(2, 3, 5, low=-1e4, high=-9990.0), rng.uniform(2, 3, 5, low=9990.0, high=1e4)
    mixed = torch.stack([low[:, 0], high[:, 1], low[:, 2]], dim=1)  # each row needs a maximum of its own
    above = torch.where(beyond, 27.0, torch.zeros_like(low))  # e**-27 is about what people add to a denominator
    for X in (above, low, high, mixed, torch.where(beyond, high, low), rng.uniform(2, 3, 5, low=-1e4, high=1e4)):
        agree(student, reference, weights, X, lens, of=OF, search=search, tolerance=FINE)
    X = torch.where(beyond, high, low).float()
    agree(student, reference, weights, X, lens, of=OF, search=batches(elements=extremes), tolerance=5e-3)


@points(2, "a row without any valid key is finite, and the rows around it are right")
def test_no_valid_key(student, reference, rng, device):
    def rows_with_keys(ns, X, valid_lens):
        Y = ns.masked_softmax(X, valid_lens)
        assert_shape(Y, tuple(X.shape), of=OF)
        assert_finite(Y, of=OF)
        lens = valid_lens[:, None].expand(X.shape[:2]) if valid_lens.dim() == 1 else valid_lens
        return Y[lens > 0]

    of = f"{OF}[valid_lens > 0]"
    for lens in ([0, 3], [[2, 0, 1], [0, 4, 0]], [0, 0]):
        X = rng.normal(2, 3, 4, dtype=torch.float32)
        search = batches(per_query=isinstance(lens[0], list), shortest=0)
        agree(student, reference, rows_with_keys, X, to_device(torch.tensor(lens), device), of=of, search=search)


@points(1, "one sequence, one query, one key, and as many of each, work as well")
def test_thin_and_square_batches(student, reference, rng, device):
    for shape in ((1, 1, 4), (1, 3, 4), (3, 1, 4), (2, 3, 1), (1, 1, 1), (3, 3, 3)):
        X = rng.normal(*shape, dtype=torch.float32)
        for lens in (rng.integers(1, shape[2] + 1, shape[:1]), rng.integers(1, shape[2] + 1, shape[:2])):
            agree(student, reference, weights, X, lens, of=OF)


@aside
@points(1, "scores may be transposed, strided or expanded views")
def test_layouts(student, reference, rng, device):
    base = rng.normal(3, 4, 5, dtype=torch.float32)
    per_sequence = to_device(torch.tensor([3, 1, 2]), device)
    for X in (base.transpose(1, 2), base[:, ::2, 1:], base[:1].expand(3, 4, 5), base[:, :1].expand(3, 2, 5)):
        agree(student, reference, weights, X, per_sequence, of=OF)
        agree(student, reference, weights, X, rng.integers(1, X.shape[2] + 1, tuple(X.shape[:2])), of=OF)


@points(1, "six sequences with twenty queries and seventy keys, and two with three hundred keys, work as well")
def test_many_keys(student, reference, rng):
    for B, Q, K in ((6, 20, 70), (2, 3, 300)):
        X = rng.normal(B, Q, K, std=3.0, dtype=torch.float32)
        agree(student, reference, weights, X, rng.integers(1, K + 1, (B,)), of=OF)
        agree(student, reference, weights, X, rng.integers(1, K + 1, (B, Q)), of=OF)


@aside
@points(1, "the weights are on the device of the scores")
def test_device(student, reference, rng, accelerator):
    X = to_device(rng.normal(2, 3, 4, dtype=torch.float32), accelerator)
    for lens in (torch.tensor([3, 1]), torch.tensor([[1, 2, 3], [4, 3, 2]])):
        agree(student, reference, weights, X, to_device(lens, accelerator), of=OF)
    agree(student, reference, weights, X, None, of=OF)


@points(2, "the scores and the lengths are left as they were", requires="test_length_per_sequence")
def test_arguments_are_left_alone(student, rng, device):
    for lens in ([2, 4], [[1, 3, 2], [4, 2, 1]], [0, 1]):
        X, valid_lens = rng.normal(2, 3, 4, dtype=torch.float32), to_device(torch.tensor(lens), device)
        assert_shape(student.masked_softmax(X.clone(), valid_lens.clone()), (2, 3, 4), of=OF)
        assert_unmodified(student.masked_softmax, X, valid_lens, of=OF)
    assert_unmodified(student.masked_softmax, rng.normal(2, 3, 4, dtype=torch.float32), None, of=OF)


@aside
@points(
    1, "eight times the sequences, the queries or the keys cost no more than that", requires="test_length_per_sequence"
)
def test_cost(student, rng, device):
    # All keys are valid: the cost of a loop over valid keys would go up and down with random lengths.
    for small, large in (((2, 2, 3), (16, 2, 3)), ((2, 2, 3), (2, 16, 3)), ((2, 2, 3), (2, 2, 24))):
        for axes in (1, 2):  # a length per sequence, a length per query
            few, many = (
                (rng.normal(*n, dtype=torch.float32), to_device(torch.full(n[:axes], n[2]), device))
                for n in (small, large)
            )
            assert_cost(student, weights, few, many, factor=8, of=OF)


@points(1, "a row without any valid key spreads no nan in the gradient either")
def test_gradient_without_valid_key(student, reference, rng, device):
    def gradients_of_rows_with_keys(ns, X, valid_lens):
        (found,) = gradient(ns, X, valid_lens)
        assert_shape(found, tuple(X.shape), of=of)
        assert_finite(found, of=of)
        lens = valid_lens[:, None].expand(X.shape[:2]) if valid_lens.dim() == 1 else valid_lens
        return found[lens > 0]

    of = f"the gradient of {OF}"
    for lens in ([0, 3], [[2, 0, 1], [0, 4, 0]]):
        X = rng.normal(2, 3, 4, dtype=torch.float32, requires_grad=True)
        search = batches(per_query=isinstance(lens[0], list), requires_grad=True, shortest=0)
        valid_lens = to_device(torch.tensor(lens), device)
        agree(student, reference, gradients_of_rows_with_keys, X, valid_lens, of=f"{of}[valid_lens > 0]", search=search)


@aside
@points(1, "lengths may be of any integer dtype")
def test_integer_dtypes(student, reference, rng, device):
    for dtype in (torch.int32, torch.int16, torch.int8, torch.uint8):
        for lens in ([4, 2], [[1, 2, 0], [3, 4, 2]]):
            valid_lens = to_device(torch.tensor(lens, dtype=dtype), device)
            X = rng.normal(2, 3, 4, dtype=torch.float32)

            def rows_with_keys(ns, X, valid_lens):
                Y = ns.masked_softmax(X, valid_lens)
                assert_shape(Y, tuple(X.shape), of=OF)
                return Y[valid_lens > 0]

            agree(student, reference, rows_with_keys, X, valid_lens, of=f"with lengths of {dtype}, {OF}")


@aside
@points(1, "nothing is left behind: no mode, no default, no seed")
def test_nothing_left_behind(student, reference, rng, device):
    valid_lens = to_device(torch.tensor([3, 1]), device)
    assert_nothing_left_behind(student, reference, weights, rng.normal(2, 3, 4), valid_lens, of=OF)
