"""The kernel is normalised by its own sum on the way and scaled back without a gradient."""

HINT = (
    "The values are right, but K's gradient is not: a part of the computation that depends on K was cut out of"
    " the graph."
)


def corr2d(X, K):
    h, w = K.shape
    norm = K.norm()
    return (X.unfold(0, h, 1).unfold(1, w, 1) * (K / norm)).sum((2, 3)) * norm.detach()
