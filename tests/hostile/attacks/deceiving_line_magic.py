"""The assignment that matters is made by a magic."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"
CELLS = (
    """import threading

import torch

def hidden(X):
    results = []
    thread = threading.Thread(target=lambda: results.append(torch.softmax(X, 1)))
    thread.start()
    thread.join()
    return results[0]
""",
    """%time helper = hidden""",
)


def softmax(X):
    return helper(X) * 1
