"""The bias is added before the sum."""

HINT = (
    "The bias is added to each product of a feature and a weight, so it counts d times. Add it once, after the "
    "sum."
)


def linreg(X, w, b):
    y = (X * w.reshape(-1) + b).sum(dim=1)
    return y if w.dim() == 1 else y.reshape(-1, 1)
