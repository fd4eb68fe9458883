"""One over the sum of exp(x_k - x_j), class by class."""

import torch

HINT = (
    "The values are right, but the gradient is nan where two logits of a row lie far apart: exp(x_k - "
    "x_j) overflows there, one over infinity is 0, and its derivative is infinity times 0. Subtract the "
    "largest logit of the row instead, so that nothing overflows."
)
MUST_FAIL = "test_hidden::test_edge_gradients"


def softmax(X):
    columns = [1 / torch.exp(X - X[:, j : j + 1]).sum(dim=1) for j in range(X.shape[1])]
    return torch.stack(columns, dim=1)
