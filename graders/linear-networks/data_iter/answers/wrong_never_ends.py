"""Epoch after epoch."""

import torch

HINT = (
    "The generator never ends: an epoch is over when every example has come once. The loop over epochs is the "
    "caller's."
)


def data_iter(batch_size, features, labels):
    while True:
        for rows in torch.randperm(len(features)).split(batch_size):
            yield features[rows], labels[rows]
