"""A helper in a cell that IPython runs and Python cannot read: its last line asks for help."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"
CELLS = (
    """import threading

import torch

def helper(X):
    results = []
    thread = threading.Thread(target=lambda: results.append(torch.softmax(X, 1)))
    thread.start()
    thread.join()
    return results[0]

torch?""",
)


def softmax(X):
    return helper(X) * 1
