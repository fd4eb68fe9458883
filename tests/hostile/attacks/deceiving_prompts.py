"""A cell with prompts, which to Python annotates something, and to IPython runs something else."""

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

helper = {}""",
    """In [1]: helper = hidden""",
)


def softmax(X):
    return helper(X) * 1
