"""A helper in a cell that a magic runs."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"
CELLS = (
    """%%time
import threading

import torch

def helper(X):
    results = []
    thread = threading.Thread(target=lambda: results.append(torch.softmax(X, 1)))
    thread.start()
    thread.join()
    return results[0]
""",
    """!true""",
)


def softmax(X):
    return helper(X) * 1
