"""What a learner can run: the example of the notebook."""

import torch

from autograder.checks import assert_equal, assert_tensor, fail, inside, points

LINES = [["go", "!"], ["go"], ["go", "!", "go", "!"]]


@inside
def built(build_array_nmt, lines, num_steps):
    class Vocab:
        def __getitem__(self, token):
            if isinstance(token, list):
                return [self[t] for t in token]
            return {"<pad>": 1, "<bos>": 2, "<eos>": 3, "go": 4, "!": 5}.get(token, 0)

    return build_array_nmt(lines, Vocab(), num_steps)


def parts(student):
    """(array, valid_len) as lists; fails when they are no pair of tensors of integers."""
    result = built(student, student.build_array_nmt, LINES, 4)
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("build_array_nmt should return the pair (array, valid_len)")
    for tensor, name in zip(result, ("array", "valid_len"), strict=True):
        assert_tensor(tensor, of=name)
        if tensor.is_floating_point() or tensor.dtype == torch.bool:
            fail("{name} has the dtype {dtype}, but should be integers", name=name, dtype=str(tensor.dtype))
    return [tensor.tolist() for tensor in result]


@points(2, "the example's array comes out as in the text")
def test_array(student):
    assert_equal(parts(student)[0], [[4, 5, 3, 1], [4, 3, 1, 1], [4, 5, 4, 5]], of="array")


@points(1, "so do its valid lengths")
def test_valid_len(student):
    assert_equal(parts(student)[1], [3, 2, 4], of="valid_len")
