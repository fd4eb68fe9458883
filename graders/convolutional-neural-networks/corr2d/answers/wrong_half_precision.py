"""The computation takes a detour through 16 bits."""

HINT = "The result has lost digits: somewhere on the way it was rounded to half precision."


def corr2d(X, K):
    h, w = K.shape
    return (X.half().unfold(0, h, 1).unfold(1, w, 1) * K.half()).sum((2, 3)).to(X.dtype)
