"""torch's own."""

import torch
from torch import nn

HINT = "The numbers are right, but torch's own initialiser draws them. Write the bound and the draw yourself."
MUST_FAIL = "test_hidden::test_own_work"


def xavier_uniform(fan_in, fan_out):
    return nn.init.xavier_uniform_(torch.empty(fan_in, fan_out, requires_grad=True))
