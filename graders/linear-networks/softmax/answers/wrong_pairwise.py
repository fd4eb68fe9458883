"""Only differences count: one over the sum of exp(x_k - x_j)."""

import torch

HINT = (
    "The values are right, but the gradient is nan where two logits of a row lie far apart: exp(x_k - "
    "x_j) overflows there, one over infinity is 0, and its derivative is infinity times 0. Subtract the "
    "largest logit of the row instead, so that nothing overflows."
)
MUST_FAIL = "test_hidden::test_edge_gradients"


def softmax(X):
    differences = X[:, None, :] - X[:, :, None]
    return 1 / torch.exp(differences).sum(dim=2)
