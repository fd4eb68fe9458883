"""A timer whose handler raises in the middle of whatever the host is doing, and then of whatever it does about that."""

GETS = "no more"

import signal


def interrupt(*anything):
    raise KeyboardInterrupt("10.0")


signal.signal(signal.SIGALRM, interrupt)


def softmax(X):
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    return X.exp() / X.exp().sum()
