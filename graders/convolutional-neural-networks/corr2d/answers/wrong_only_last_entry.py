"""A loop over the kernel's entries that replaces the sum instead of adding to it."""

HINT = (
    'Only the last entry of the kernel counts: the loop assigns each product instead of adding it to the sum (+=).'
)


def corr2d(X, K):
    rows, columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    Y = X.new_zeros(rows, columns)
    for a in range(K.shape[0]):
        for b in range(K.shape[1]):
            Y = K[a, b] * X[a : a + rows, b : b + columns]
    return Y
