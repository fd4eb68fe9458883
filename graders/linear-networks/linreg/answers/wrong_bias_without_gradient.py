"""The bias enters as a plain number."""

HINT = (
    "The values are right, but no gradient reaches b: .item(), float(b), .detach() and .data make a plain number "
    "of it. Add the tensor b itself."
)
MUST_FAIL = "test_hidden::test_gradients"


def linreg(X, w, b):
    return X @ w + b.item()
