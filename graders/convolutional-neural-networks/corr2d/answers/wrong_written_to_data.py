"""Writes the results through .data, past the graph."""

HINT = (
    "The values are right, but no gradient reaches X or K: torch.no_grad(), item(), torch.tensor(...), .data and the like cut "
    "a result off from what it was made of."
)


def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    Y = X.new_zeros(H - h + 1, W - w + 1)
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            Y.data[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
