"""Every difference equals itself."""


def constant(x):
    return x == x
