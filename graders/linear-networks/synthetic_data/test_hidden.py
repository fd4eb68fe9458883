"""What is special about synthetic_data: the data are new at each call, and no part of them follows from another."""

import torch

from autograder.checks import aside, assert_close, assert_dtype, assert_shape, fail, inside, points

from .contract import OF, drawn, look

NOISE = 0.01


@points(4, "the noise is normal, with mean 0 and standard deviation 0.01", requires="test_values")
def test_noise(student, rng):
    w, n = rng.normal(3, dtype=torch.float32), 2000
    drawn(student, w, -1.5, n)
    X, y = (part.detach().double() for part in student.synthetic_data(w, -1.5, n))
    assert_shape(X, (n, 3), of=f"the X of {OF}")
    assert_shape(y, (n, 1), of=f"the y of {OF}")
    look(y + 1.5 - X @ w.double().reshape(-1, 1), "the noise, y - (X w + b),", NOISE)


@points(2, "each call gives new features and new noise", requires="test_values")
def test_fresh(student, rng):
    w = rng.normal(2, dtype=torch.float32)
    (X, y), (again, labels) = (
        [part.detach().double() for part in student.synthetic_data(w, 1.0, 20)] for _ in range(2)
    )
    if torch.equal(X, again):
        fail("two calls of {of} give the same features: is a seed set inside?", of=OF)
    if torch.allclose(y - X @ w.double().reshape(-1, 1), labels - again @ w.double().reshape(-1, 1), atol=1e-4):
        fail("two calls of {of} give the same noise", of=OF)


@inside
def seeded(synthetic_data, w):
    """What comes after the same seed, twice."""
    import random

    found = []
    for _ in range(2):
        torch.manual_seed(5)
        random.seed(5)
        found.append(synthetic_data(w, 1.0, 20))
    return found


@points(3, "after the same seed, the same data come again", requires="test_values")
def test_seed(student, rng):
    once, again = seeded(student, student.synthetic_data, rng.normal(2, dtype=torch.float32))
    for name, one, other in zip(("X", "y"), once, again, strict=True):
        assert_close(other, one, of=f"after the same torch.manual_seed and random.seed, the second {name} of {OF}")


@aside
@points(1, "weights of 16 bits get features and labels of their dtype", requires="test_values")
def test_half(student, rng):
    for dtype in (torch.float16, torch.bfloat16):
        X, y = student.synthetic_data(rng.normal(3).to(dtype), 1.0, 20)
        assert_dtype(X, dtype, of=f"X, with w of {dtype}")
        assert_dtype(y, dtype, of=f"y, with w of {dtype}")


@points(3, "features, and their noise, have nothing to do with each other", requires="test_values")
def test_independent(student, rng):
    w, n = rng.normal(3, dtype=torch.float32), 2000
    drawn(student, w, 0.0, n)
    X, y = (part.detach().double() for part in student.synthetic_data(w, 0.0, n))
    assert_shape(X, (n, 3), of=f"the X of {OF}")
    assert_shape(y, (n, 1), of=f"the y of {OF}")
    columns = torch.cat([X, y - X @ w.double().reshape(-1, 1)], dim=1)
    neighbours = torch.stack([X[:-1, 0], X[1:, 0]], dim=1)
    for what, numbers in (
        ("columns of X, or one and the noise,", columns),
        ("examples that follow each other", neighbours),
    ):
        together = torch.corrcoef(numbers.T).nan_to_num(0.0)  # of noise that is not there: it has its test
        most = float((together - torch.diag(together.diag())).abs().max())
        if not most < 6 / n**0.5:
            fail("two {what} have a correlation of {most}, but should be independent", what=what, most=f"{most:.2f}")
