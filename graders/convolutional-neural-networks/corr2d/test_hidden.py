"""What is special about corr2d: the size of the output, whatever is in it, and a buffer that is kept between calls."""

import torch

from autograder.checks import agree, assert_shape, points
from autograder.checks.shaping import cast

from .contract import RIGHT, arguments


@points(1, "the output has the shape (H - h + 1, W - w + 1)", requires_one_of=RIGHT)
def test_shapes(student, rng):
    for rows, columns, h, w in ((4, 5, 2, 3), (4, 4, 3, 1), (3, 3, 2, 2), (1, 5, 3, 2), (1, 1, 2, 3)):
        X, K = cast(arguments(rng, rows, columns, h, w), torch.float32)
        assert_shape(student.corr2d(X, K), (rows, columns), of=f"corr2d of {tuple(X.shape)} with {tuple(K.shape)}")


@points(1, "a second call knows nothing of the first")
def test_second_call(student, reference, rng):
    first, second = (cast(arguments(rng, columns=4, w=2), torch.float32) for _ in range(2))
    student.corr2d(*first)
    of = "at the second call, corr2d(X, K)"
    agree(student, reference, lambda ns, X, K: ns.corr2d(X, K), *second, of=of, dtype=False)
