"""The predictions are a column whatever the weights are."""

HINT = (
    "A vector of weights should give a vector of predictions: w of shape (d,) gives (n,), w of shape (d, 1) gives "
    "(n, 1)."
)


def linreg(X, w, b):
    return X @ w.reshape(-1, 1) + b
