"""torch's own softmax, called where all dispatch modes are switched off, from another cell."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"

import torch
from torch.utils._python_dispatch import _disable_current_modes


def helper(X):
    with _disable_current_modes():
        return torch.softmax(X, dim=1)


# %%
def softmax(X):
    return helper(X)
