"""A callback of the garbage collector that allocates, and so collects, for ever; and finalizers that begin anew."""

GETS = "no more"

import gc
import weakref


class Phoenix:
    def __del__(self):
        Phoenix().again = self


def grow(phase, info):
    [[] for _ in range(1000)]
    weakref.finalize(Phoenix(), grow, phase, info)


gc.callbacks.append(grow)
gc.set_threshold(1, 1, 1)


# %%
def softmax(X):
    Phoenix()
    return X.exp() / X.exp().sum()
