"""A permutation that is split."""

import torch


def data_iter(batch_size, features, labels):
    for rows in torch.randperm(features.shape[0], device=features.device).split(batch_size):
        yield features.index_select(0, rows), labels.index_select(0, rows)
