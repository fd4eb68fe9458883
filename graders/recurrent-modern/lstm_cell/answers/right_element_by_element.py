"""Plain loops over examples and units."""

import torch


def lstm_cell(X, state, params):
    H, C = state
    rows_H, rows_C = [], []
    for x, h, old in zip(X, H, C, strict=True):
        row_H, row_C = [], []
        for j in range(len(h)):
            i, f, o, c = (
                (x * W_x[:, j]).sum() + (h * W_h[:, j]).sum() + b[j]
                for W_x, W_h, b in zip(params[0::3], params[1::3], params[2::3], strict=True)
            )
            new = torch.sigmoid(f) * old[j] + torch.sigmoid(i) * torch.tanh(c)
            row_C.append(new)
            row_H.append(torch.sigmoid(o) * torch.tanh(new))
        rows_H.append(torch.stack(row_H))
        rows_C.append(torch.stack(row_C))
    return torch.stack(rows_H), torch.stack(rows_C)
