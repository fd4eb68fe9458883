"""The data themselves are shuffled."""

import torch

HINT = "features and labels themselves are shuffled, also for whoever called this. Shuffle indices, or copies."
MUST_FAIL = "test_hidden::test_unmodified"


def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features))
    features[:], labels[:] = features[order], labels[order]
    for i in range(0, len(features), batch_size):
        yield features[i : i + batch_size].clone(), labels[i : i + batch_size].clone()
