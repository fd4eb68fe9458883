"""The output keeps axes for batch and channel."""

HINT = (
    "The values are right, but the result has four axes, as torch's layers have: here it has two, (H - h + 1, "
    "W - w + 1)."
)


def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))[None, None]
