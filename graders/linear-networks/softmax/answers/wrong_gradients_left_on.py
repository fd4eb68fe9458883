"""Gradients are switched off for the shift, and on again even where they were off before."""

import torch

HINT = (
    "The result is right, but afterwards gradients are enabled even where the caller had switched them "
    "off: torch.set_grad_enabled(True) does not know what was before. Write `with torch.no_grad():`, "
    "which puts it back."
)
MUST_FAIL = "test_hidden::test_nothing_left_behind"


def softmax(X):
    torch.set_grad_enabled(False)
    shift = X.max(dim=1, keepdim=True).values
    torch.set_grad_enabled(True)
    E = torch.exp(X - shift)
    return E / E.sum(dim=1, keepdim=True)
