"""torch's own loss, halved."""

import torch.nn.functional as F

HINT = (
    "The values are right, but torch.nn.functional.mse_loss is what you are building here: write the difference "
    "and its square."
)
MUST_FAIL = "test_hidden::test_own_work"


def squared_loss(y_hat, y):
    return F.mse_loss(y_hat, y.reshape(y_hat.shape).to(y_hat.dtype), reduction="none") / 2
