"""Takes all the memory that it gets, in every call."""

GETS = "nothing"

hoard = []


def softmax(X):
    while True:
        hoard.append(bytearray(50_000_000))
