"""The predictions are flattened."""

HINT = (
    "The numbers are right, but they come as a vector of shape (n,). A column of weights, (d, 1), gives a column "
    "of predictions, (n, 1)."
)


def linreg(X, w, b):
    return (X @ w).reshape(-1) + b
