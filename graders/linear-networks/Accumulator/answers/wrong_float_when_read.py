"""Tensors are added as tensors; the sum becomes a float when somebody reads it."""

HINT = "Tensors are added to tensors, and the sum becomes a float only when it is read: until then it is as coarse as float32, and keeps its graph in memory. Add float(b)."
MUST_FAIL = "test_hidden::test_edges"


class Accumulator:
    def __init__(self, n):
        self.sums = [0.0] * n

    def add(self, *args):
        for i, number in enumerate(args):
            self.sums[i] = self.sums[i] + number

    def reset(self):
        self.sums = [0.0 for _ in self.sums]

    def __getitem__(self, i):
        return float(self.sums[i])
