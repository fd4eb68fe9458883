"""Returns a list whose items are the same list, level upon level: two to the fortieth of them."""

GETS = "nothing"

wide = (1.0,)
for _ in range(40):
    wide = (wide, wide)


def softmax(X):
    return wide
