"""A table with a row for each query, turned over at the end; the sum by einsum."""

import torch


def nadaraya_watson(x_train, y_train, x_val, kernel):
    table = 1.0 * kernel(x_val[:, None] - x_train[None, :]).to(x_train.dtype)
    attention = torch.nn.functional.normalize(table, p=1, dim=1)
    return [torch.einsum("vt,t->v", attention, y_train), attention.t()]
