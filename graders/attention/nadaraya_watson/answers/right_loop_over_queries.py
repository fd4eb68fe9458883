"""One query after the other."""

import torch


def nadaraya_watson(x_train, y_train, x_val, kernel):
    predictions, columns = [], []
    for query in x_val:
        values = kernel(query - x_train).type_as(y_train)
        columns.append(values / values.sum())
        predictions.append(torch.dot(columns[-1], y_train))
    return torch.stack(predictions), torch.stack(columns, dim=1)
