"""How often each example was corrected; the weights are put together at the end."""

import torch


def perceptron(X, y, num_epochs):
    labels = y.to(X.dtype)
    products = X @ X.T + 1
    times = torch.zeros_like(X[:, 0])
    for epoch in range(num_epochs):
        earlier = times.clone()
        for i in range(len(X)):
            score = (times * labels * products[:, i]).sum()
            if (labels[i] * score).item() <= 0:
                times[i] += 1
        if torch.equal(times, earlier):
            break
    signed = times * labels
    return signed @ X, signed.sum(), int(times.sum().item())
