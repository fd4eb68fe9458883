"""The image's memory is read as if it were always in rows, one after the other."""

HINT = (
    "This reads X's memory as if its rows followed one another. A transposed, sliced or expanded tensor is "
    "laid out differently: use its own strides, or index it."
)


def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    return (X.as_strided((H - h + 1, W - w + 1, h, w), (W, 1, W, 1)) * K).sum((2, 3))
