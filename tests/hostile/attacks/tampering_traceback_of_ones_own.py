"""An exception that shows its own traceback: an arrow to a line whose number has five thousand digits."""

GETS = "honest"


class Shown(Exception):
    def _render_traceback_(self):
        return ["---> " + "1" * 5000 + " x"]


raise Shown("here")

# %%
import torch


def softmax(X):
    return X.exp() / X.exp().sum()
