"""Number by number, stacked."""

import torch


def linreg(X, w, b):
    weights = w.reshape(-1)
    predictions = []
    for x in X:
        total = b.reshape(())
        for j in range(len(weights)):
            total = total + x[j] * weights[j]
        predictions.append(total)
    result = torch.stack(predictions)
    return result if w.dim() == 1 else result.reshape(-1, 1)
