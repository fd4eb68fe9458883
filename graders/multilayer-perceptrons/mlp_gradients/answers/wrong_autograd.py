"""autograd does the work."""

import torch

HINT = "The values are right, but autograd has found them. Here they are to be found by hand."
MUST_FAIL = "test_hidden::test_own_work"


def mlp_gradients(X, y, params):
    W1, b1, W2, b2 = params = [p.detach().clone().requires_grad_() for p in params]
    with torch.enable_grad():
        O = torch.relu(X.reshape(len(X), -1) @ W1 + b1) @ W2 + b2
        loss = torch.nn.functional.cross_entropy(O, y.long().reshape(-1))
    return torch.autograd.grad(loss, params)
