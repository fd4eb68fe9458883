"""A buffer is made once and added to at every call."""

HINT = (
    "The first result is right, the second of the same shape contains the first: the buffer outlives the call."
    " Make a new one each time."
)


_buffers = {}


def corr2d(X, K):
    h, w = K.shape
    shape = (X.shape[0] - h + 1, X.shape[1] - w + 1)
    Y = _buffers.get(shape, 0) + (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))
    _buffers[shape] = Y.detach()
    return Y
