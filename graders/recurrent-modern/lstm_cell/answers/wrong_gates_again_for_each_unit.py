"""Right values, but for each unit the gates of all units are computed."""

import torch

HINT = (
    "The values are right, but the cost grows with the square of the input: for each unit the gates of all units are computed again. "
    "Compute it once, before the loop, and keep it in a variable."
)


def column_by_column(X, H, W_x, W_h, b):
    return torch.stack([X @ W_x[:, j] + H @ W_h[:, j] + b[j] for j in range(H.shape[1])], dim=1)


def lstm_cell(X, state, params):
    H, C = state
    hidden, memory = [], []
    for j in range(H.shape[1]):
        i, f, o, c = (column_by_column(X, H, *params[k : k + 3])[:, j] for k in (0, 3, 6, 9))
        memory.append(torch.sigmoid(f) * C[:, j] + torch.sigmoid(i) * torch.tanh(c))
        hidden.append(torch.sigmoid(o) * torch.tanh(memory[-1]))
    return torch.stack(hidden, dim=1), torch.stack(memory, dim=1)
