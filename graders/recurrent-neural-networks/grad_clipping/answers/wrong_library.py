"""torch's clipping does the work."""

HINT = "torch.nn.utils.clip_grad_norm_ does the work, and it adds 1e-6 to the norm. Here the norm and the factor are to be your own."
MUST_FAIL = "test_hidden::test_own_work"

import torch
from torch import nn


def grad_clipping(net, theta):
    params = list(net.parameters()) if isinstance(net, nn.Module) else net.params
    nn.utils.clip_grad_norm_(params, theta)
