"""The products are summed along one axis and the first sum is taken."""

HINT = (
    "Only the first column of the kernel counts: the products of the whole window, over both of its axes, are "
    "to be summed."
)


def corr2d(X, K):
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum(2)[..., 0]
