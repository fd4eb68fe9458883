"""Has the host claim devices that there are not."""

GETS = "no more"

import msgspec

from autograder.remote import values

devices = ["cuda:7", "sim:x", "meta", "tpu"]
calls = 0
honest = values.Encoder.tensor


def lying(self, tensor, **how):
    global calls
    calls += 1
    return msgspec.structs.replace(honest(self, tensor, **how), device=devices[calls % 4])


values.Encoder.tensor = lying


def softmax(X):
    return X.exp() / X.exp().sum()
