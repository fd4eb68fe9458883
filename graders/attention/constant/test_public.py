"""What a learner can run: the worked example."""

import torch

from autograder.checks import assert_close, assert_tensor, points


@points(2, "the worked example comes out as in the text")
def test_example(student, device):
    x, of = (
        torch.tensor([[0.0, 7.0, -7.0], [0.5, 1.0, -100.0]], device=device),
        "constant([[0, 7, -7], [0.5, 1, -100]])",
    )
    assert_close(assert_tensor(student.constant(x), of=of).float(), torch.ones(2, 3, device=device), of=of)
