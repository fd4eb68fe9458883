"""What shows the lines of a traceback gives megabytes, and its cache is gone."""

GETS = "no more"

import linecache
import torch
linecache.getline = lambda *a: "x" * 10**7
linecache.cache = None

# %%
def softmax(X):
    raise ValueError
