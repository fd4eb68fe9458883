"""For each entry of the kernels, the channels weighed and summed."""


def corr2d_multi_in(X, K):
    _, h, w = K.shape
    rows, columns = X.shape[1] - h + 1, X.shape[2] - w + 1
    Y = X.new_zeros(rows, columns)
    for a in range(h):
        for b in range(w):
            Y = Y + (X[:, a : a + rows, b : b + columns] * K[:, a, b].view(-1, 1, 1)).sum(0)
    return Y
