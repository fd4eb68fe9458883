"""Right values, but the masks of all rows are made again for each row."""

import torch

HINT = (
    "The values are right, but the cost grows with the square of the input: the masks of all rows are made again for each row. "
    "Compute it once, before the loop, and keep it in a variable."
)


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    B, Q, K = X.shape
    lens = valid_lens if valid_lens.dim() == 2 else valid_lens[:, None].expand(B, Q)
    rows = []
    for number in range(B * Q):
        masks = [torch.arange(K, device=X.device) < n for n in lens.flatten()]
        scores = X[number // Q, number % Q]
        rows.append(torch.softmax(torch.where(masks[number], scores, -1e6), dim=-1))
    return torch.stack(rows).reshape(B, Q, K)
