"""One plus zero times the differences."""


def constant(x):
    return 1.0 + 0 * x
