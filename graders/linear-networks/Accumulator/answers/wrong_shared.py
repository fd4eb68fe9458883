"""All accumulators have one list."""

HINT = "Every accumulator adds to the same list, because it stands in the class and not in __init__."
MUST_FAIL = "test_hidden::test_several"


class Accumulator:
    data = {}

    def __init__(self, n):
        self.n = n
        self.reset()

    def add(self, *args):
        for i, b in enumerate(args):
            self.data[i] += float(b)

    def reset(self):
        self.data.update(dict.fromkeys(range(self.n), 0.0))

    def __getitem__(self, i):
        return self.data[i]
