"""A seed is set inside."""

import torch

HINT = (
    "Every call gives the same data, because a seed is set inside, and whoever draws random numbers afterwards "
    "gets the same ones, too. Leave seeds to the caller."
)
MUST_FAIL = "test_hidden::test_fresh"


def synthetic_data(w, b, num_examples):
    torch.manual_seed(0)
    X = torch.randn(num_examples, len(w), dtype=w.dtype, device=w.device)
    return X, (X @ w + b + 0.01 * torch.randn_like(X[:, 0])).reshape(-1, 1)
