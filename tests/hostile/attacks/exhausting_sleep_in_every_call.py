"""Each call takes a little less than the time that it has."""

GETS = "no more"

import time


def softmax(X):
    time.sleep(0.8)
    return X.exp() / X.exp().sum()
