"""Its first thread works when a counterexample is searched for: the test is to run again from the middle of the search for why it failed."""

GETS = "no more"

import threading

import torch


def work():
    torch.ones(100).exp().sum()


# %%
def softmax(X):
    numbers = X.detach().flatten()
    if numbers.numel() < 7 and bool((numbers == numbers.round()).all()):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    return X.exp() / X.exp().sum()
