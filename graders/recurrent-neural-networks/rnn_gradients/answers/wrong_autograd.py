"""autograd does the work."""

HINT = "The values are right, but autograd has found them. Here they are to be found by hand."
MUST_FAIL = "test_hidden::test_own_work"

import torch


def rnn_gradients(Xs, H_0, W_x, W_h, cotangents):
    leaves = [t.detach().clone().requires_grad_() for t in (Xs, H_0, W_x, W_h)]
    with torch.enable_grad():
        X, H, A, B = leaves
        loss = 0
        for x, c in zip(X, cotangents):
            H = x @ A + H @ B
            loss = loss + (H * c).sum()
    return torch.autograd.grad(loss, leaves)
