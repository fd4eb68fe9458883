"""The bias as the weight of a feature that is always 1."""

import torch


def perceptron(X, y, num_epochs):
    rows = torch.cat([X, torch.ones_like(X[:, :1])], dim=1)
    theta = torch.zeros_like(rows[0])
    count = 0
    for _ in range(num_epochs):
        wrong = 0
        for i in range(rows.shape[0]):
            if y[i] * torch.dot(theta, rows[i]) <= 0:
                theta += y[i] * rows[i]
                wrong += 1
        count += wrong
        if wrong == 0:
            break
    return theta[:-1], theta[-1], count
