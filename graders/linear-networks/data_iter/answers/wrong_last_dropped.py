"""The rest is left out."""

import torch

HINT = (
    "The examples of the last, shorter minibatch never come: let the loop go on to the end, a slice that reaches "
    "beyond it is simply shorter."
)


def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features))
    for i in range(len(features) // batch_size):
        rows = order[i * batch_size : (i + 1) * batch_size]
        yield features[rows], labels[rows]
