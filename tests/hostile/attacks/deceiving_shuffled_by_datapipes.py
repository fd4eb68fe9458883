"""Shuffles and cuts by the iterators of torch.utils.data, which are no DataLoader."""

EXERCISE = "data_iter"
GETS = "no more"
HONEST = """\
import torch
from torch.utils.data import DataLoader, TensorDataset

def data_iter(batch_size, features, labels):
    yield from DataLoader(TensorDataset(features, labels), batch_size, shuffle=True)
"""

import torch
from torch.utils.data import datapipes

def data_iter(batch_size, features, labels):
    numbers = list(range(len(features)))
    for rows in datapipes.iter.IterableWrapper(numbers).shuffle(buffer_size=10000).batch(batch_size):
        yield features[list(rows)], labels[list(rows)]
