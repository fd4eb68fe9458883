"""The line times a mask."""


def epanechikov(x):
    line = 1 - x * x.sign()
    return line * (line > 0)
