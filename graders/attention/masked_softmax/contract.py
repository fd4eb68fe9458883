"""masked_softmax(X, valid_lens): a softmax over the first keys of each sequence, or of each query.

Gradients are taken with respect to a transposed view. Scores are hardly ever leaves of the graph, and the book's version,
which writes into its argument, works on a view: it loses the points for that damage, and no others.

Nothing is asked of an empty batch, of lengths above K, or of 16-bit formats: the contract promises none of these. The
gradient of a row without any valid key must be finite, as the row itself, and may be anything else. A loop over the
elements is slow but right; what is asked of the cost is that it goes through them once. In float32 a weight may be computed
with logarithms, which rounds at the size of the scores: at 10,000 that is 1e-3.
"""

import torch
from hypothesis import strategies as st

from autograder.checks import assert_finite, assert_shape, gradients
from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.inputs import halves, sizes, tensors

OF = "masked_softmax(X, valid_lens)"
FINE = 1e-7  # in float64; room for a denominator that is kept from zero by a tiny number
PER_QUERY, NO_LENGTHS = {"lens": "query"}, {"lens": None}


def arguments(rng, B=3, Q=2, K=5, lens="sequence", full=False):
    """Scores, and lengths for each sequence, for each query, or none; with `full`, all keys are valid."""
    X = rng.normal(B, Q, K, std=2.0)
    if lens is None:
        return X, None
    return X, rng.integers(K if full else 1, K + 1, (B,) if lens == "sequence" else (B, Q))


def weights(ns, X, valid_lens):
    leaf = X.requires_grad and X.is_leaf
    return ns.masked_softmax(X.transpose(1, 2).contiguous().transpose(1, 2) if leaf else X, valid_lens)


def with_keys(found, X, valid_lens, of):
    """The rows that have a valid key; all are finite."""
    assert_shape(found, tuple(X.shape), of=of)
    assert_finite(found, of=of)
    return found[valid_lens > 0]


def rows_with_keys(ns, X, valid_lens):
    return with_keys(ns.masked_softmax(X, valid_lens), X, valid_lens, OF)


def gradients_of_rows_with_keys(ns, X, valid_lens):
    (found,) = gradients(lambda leaf: weights(ns, leaf, valid_lens), X)
    return with_keys(found, X, valid_lens, f"the gradient of {OF}")


def batches(*, elements=halves, requires_grad=False, shortest=1):
    """Small pairs (X, valid_lens), the longest lengths first."""

    def pair(shape):
        scores = tensors(*shape, elements=elements, requires_grad=requires_grad)
        lens = st.integers(0, shape[2] - shortest).map(lambda missing: shape[2] - missing)
        return st.tuples(scores, tensors(*shape[:1], elements=lens, dtype=torch.int64))

    return st.tuples(sizes(2), sizes(2), sizes(3)).flatmap(pair)


LENS = torch.tensor([2, 4])
BEYOND = (torch.arange(5) >= LENS[:, None, None]).expand(2, 3, 5)
EXTREMES = batches(elements=st.sampled_from([0.0, -1e4, 1e4, -9999.0, 9999.0]))


def low(rng):
    return rng.uniform(2, 3, 5, low=-1e4, high=-9990.0)


def high(rng):
    return rng.uniform(2, 3, 5, low=9990.0, high=1e4)


def mixed(rng):
    """Each row needs a maximum of its own."""
    return torch.stack([low(rng)[:, 0], high(rng)[:, 1], low(rng)[:, 2]], dim=1)


def masked_above(rng):
    return torch.where(BEYOND.to(rng.device), high(rng), low(rng))


def masked_by_27(rng):
    """exp(-27) is about what people add to a denominator."""
    return torch.where(BEYOND, 27.0, torch.zeros(2, 3, 5, dtype=torch.float64))


def of_lengths(scores):
    return lambda rng: (scores(rng), LENS)


def some_scores(lens, dtype=torch.int64, requires_grad=False):
    return lambda rng: (rng.normal(2, 3, 4, requires_grad=requires_grad), torch.tensor(lens, dtype=dtype))


contract = function(
    OF,
    weights,
    arguments,
    forms=({}, PER_QUERY, NO_LENGTHS),
    sizes=[
        {"B": B, "Q": Q, "K": K, "lens": lens}
        for B, Q, K in ((1, 1, 4), (1, 3, 4), (3, 1, 4), (2, 3, 1), (1, 1, 1), (3, 3, 3), (6, 20, 70), (2, 3, 300))
        for lens in ("sequence", "query")
    ],
    cases={
        "length_per_query": Case(
            4, "a length per query holds for that query alone", lambda rng: arguments(rng, 3, 2, 4, **PER_QUERY)
        ),
        "no_lengths": Case(
            1, "without lengths it is a softmax over all keys", lambda rng: arguments(rng, 2, 3, 4, **NO_LENGTHS)
        ),
        "large_scores": Case(
            2,
            "scores up to 10,000 in magnitude give finite and right weights",
            {
                "masked scores above the valid ones by 27": of_lengths(masked_by_27),
                "scores near -10,000": of_lengths(low),
                "scores near 10,000": of_lengths(high),
                "rows near 10,000 and others near -10,000": of_lengths(mixed),
                "masked scores near 10,000 and valid ones near -10,000": of_lengths(masked_above),
                "scores up to 10,000": of_lengths(lambda rng: rng.uniform(2, 3, 5, low=-1e4, high=1e4)),
            },
            dtype=torch.float64,
            same_dtype=True,
            tolerance=FINE,
            search=EXTREMES,
        ),
        "large_scores_in_float32": Case(
            1,
            "so do float32 scores, the masked ones above the valid ones",
            of_lengths(masked_above),
            tolerance=5e-3,
            search=EXTREMES,
        ),
        "no_valid_key": Case(
            2,
            "a row without any valid key is finite, and the rows around it are right",
            {
                "an empty sequence": some_scores([0, 3]),
                "empty queries": some_scores([[2, 0, 1], [0, 4, 0]]),
                "nothing but empty sequences": some_scores([0, 0]),
            },
            call=rows_with_keys,
            of=f"{OF}[valid_lens > 0]",
            search=batches(shortest=0),
        ),
        "gradient_without_valid_key": Case(
            1,
            "a row without any valid key spreads no nan in the gradient either",
            {
                "an empty sequence": some_scores([0, 3], requires_grad=True),
                "empty queries": some_scores([[2, 0, 1], [0, 4, 0]], requires_grad=True),
            },
            call=gradients_of_rows_with_keys,
            of=f"the gradient of {OF}[valid_lens > 0]",
            search=batches(requires_grad=True, shortest=0),
        ),
        "integer_dtypes": Case(
            1,
            "lengths may be of any integer dtype",
            {
                f"lengths per {of} of {dtype}": some_scores(lens, dtype)
                for dtype in (torch.int32, torch.int16, torch.int8, torch.uint8)
                for of, lens in (("sequence", [4, 2]), ("query", [[1, 2, 1], [3, 4, 2]]))
            }
            | {
                f"300 keys and lengths of {dtype}": lambda rng, dtype=dtype: (
                    rng.normal(2, 2, 300),
                    torch.tensor([[100, 7], [120, 1]], dtype=dtype),
                )
                for dtype in (torch.int8, torch.uint8)
            },
            aside=True,
        ),
    },
    views={
        f"{name}, a length per {lens}": lambda rng, view=view, lens=lens: (view(rng), arguments(rng, 3, 4, 5, lens)[1])
        for lens in ("sequence", "query")
        for name, view in {
            "an expanded sequence": lambda rng: rng.normal(1, 4, 5, dtype=torch.float32).expand(3, 4, 5),
            "an expanded query": lambda rng: rng.normal(3, 1, 5, dtype=torch.float32).expand(3, 4, 5),
        }.items()
    },
    costs={size: {"full": True} for size in "BQK"},
    weights={"gradients": 8, "gradcheck": 3},
    titles={
        "values": "a length per sequence holds for all of its queries",
        "sizes": "one sequence, one query, one key, as many of each, and hundreds of keys",
        "gradients": "the gradient is right for random cotangents, and zero for masked scores",
    },
    without={"half": "the contract promises float32 and float64 alone"},
)
