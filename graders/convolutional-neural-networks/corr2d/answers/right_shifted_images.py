"""A loop over the kernel's entries: the sum of shifted and scaled images."""


def corr2d(X, K):
    rows, columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    total = 0
    for a in range(K.shape[0]):
        for b in range(K.shape[1]):
            total = total + K[a, b] * X[a : a + rows, b : b + columns]
    return total
