"""As one product with a large, sparse matrix that acts on the flattened image."""

import torch


def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    rows, columns = H - h + 1, W - w + 1
    matrix = torch.zeros((rows * columns, H * W), dtype=X.dtype, device=X.device)
    for i in range(rows):
        for j in range(columns):
            places = ((i + torch.arange(h))[:, None] * W + j + torch.arange(w)).flatten()
            matrix[i * columns + j, places.to(X.device)] = K.flatten()
    return (matrix @ X.flatten()).reshape(rows, columns)
