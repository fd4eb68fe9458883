"""return in the place of yield."""

import torch

HINT = "Only the first minibatch comes, because `return` ends the function: `yield` hands one out and goes on."


def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features))
    for i in range(0, len(features), batch_size):
        rows = order[i : i + batch_size]
        return features[rows], labels[rows]
