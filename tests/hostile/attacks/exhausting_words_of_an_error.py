"""Has the host send an error whose words hold the beginning of a place again and again, and never its end."""

GETS = "honest"

import autograder.sandbox.host as host
import autograder.remote.wire as wire

host.Outputs.take = lambda self: [wire.Output("error", "E", " (string" * 150_000)]


# %%
import torch


def softmax(X):
    return X.exp() / X.exp().sum()
