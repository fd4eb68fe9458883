"""Whole numbers too large for any float, where fractions are compared: the difference overflows instead of being large."""

EXERCISE = "train_epoch_ch3"
GETS = "no more"
HONEST = """\
def train_epoch_ch3(net, train_iter, loss, updater):
    return 0.0, 0.0
"""


def train_epoch_ch3(net, train_iter, loss, updater):
    return 10**400, -(10**5000)
