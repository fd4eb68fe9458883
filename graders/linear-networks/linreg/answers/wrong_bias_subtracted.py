"""The bias is subtracted."""

HINT = "The bias is subtracted. The model is X w + b."


def linreg(X, w, b):
    return X @ w - b
