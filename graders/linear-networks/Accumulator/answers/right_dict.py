"""Attributes made by a dict, and a dataclass."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Accumulator:
    n: int
    totals: dict = field(default_factory=lambda: defaultdict(float))

    def add(self, *numbers):
        for place in range(self.n):
            self.totals[place] += float(numbers[place])

    def reset(self):
        self.totals.clear()

    def __getitem__(self, place):
        return self.totals[place]
