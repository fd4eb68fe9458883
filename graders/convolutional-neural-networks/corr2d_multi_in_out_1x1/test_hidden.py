"""What is special about corr2d_multi_in_out_1x1: it is one product, so that the number of operators does not depend on the sizes."""

import torch

from autograder.checks import assert_tensor, fail, points, traced
from autograder.checks.shaping import cast

from .contract import arguments

SMALL, LARGE = {"c_i": 2, "c_o": 2, "rows": 2, "columns": 2}, {"c_i": 16, "c_o": 16, "rows": 16, "columns": 16}


@points(3, "one matrix product does it, however many channels and pixels there are", requires="test_values")
def test_one_product(student, rng):
    counts = []
    for sizes in (SMALL, LARGE):
        X, K = cast(arguments(rng, **sizes), torch.float32)
        with traced(student) as trace:
            assert_tensor(student.corr2d_multi_in_out_1x1(X, K), of="corr2d_multi_in_out_1x1(X, K)")
        counts.append(trace.ops.total() + trace.made.total() + trace.elsewhere.total())
    if counts[1] > 2 * counts[0]:
        fail(
            "of 2 channels of 2 x 2 it ran {few} of torch's operators, of 16 channels of 16 x 16 {many}: a loop over channels or pixels "
            "does bit by bit what one product of matrices can do",
            few=counts[0],
            many=counts[1],
        )
