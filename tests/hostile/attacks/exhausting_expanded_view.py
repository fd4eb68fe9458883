"""One number, expanded to a matrix of four thousand million."""

GETS = "nothing"


def softmax(X):
    return X.sum().expand(2**16, 2**16)
