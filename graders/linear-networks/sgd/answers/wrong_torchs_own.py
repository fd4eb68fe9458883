"""torch's own optimiser."""

import torch

HINT = "The values are right, but torch.optim.SGD is what you are building here: write the update yourself."
MUST_FAIL = "test_hidden::test_own_work"


def sgd(params, lr, batch_size):
    optimiser = torch.optim.SGD(params, lr=lr / batch_size)
    optimiser.step()
    optimiser.zero_grad()
