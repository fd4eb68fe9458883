"""Python's shuffle of a list of indices, as in the book."""

import random

import torch


def data_iter(batch_size, features, labels):
    """Much as a DataLoader would do it."""
    num_examples = len(features)
    indices = list(range(num_examples))
    random.shuffle(indices)
    for i in range(0, num_examples, batch_size):
        batch = torch.tensor(indices[i : min(i + batch_size, num_examples)])
        yield features[batch], labels[batch]
