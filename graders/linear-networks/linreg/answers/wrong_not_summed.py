"""Products of features and weights that nobody sums."""

HINT = (
    "Each feature is multiplied by its weight, but the products are not summed: a prediction is one number for "
    "each example."
)


def linreg(X, w, b):
    return X * w.reshape(-1) + b
