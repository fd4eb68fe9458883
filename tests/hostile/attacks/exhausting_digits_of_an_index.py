"""A vocabulary whose numbers and counts have thousands of digits, some of them below zero, one by one and in lists."""

EXERCISE = "Vocab"
GETS = "no more"
HONEST = """\
class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        self.unk, self.token_freqs = 0, []

    def __len__(self):
        return 1

    def __getitem__(self, tokens):
        return [self[token] for token in tokens] if isinstance(tokens, (list, tuple)) else 0

    def to_tokens(self, indices):
        return [self.to_tokens(i) for i in indices] if isinstance(indices, (list, tuple)) else "<unk>"
"""


class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        self.unk = -(10**5000)
        flat = [t for part in tokens or [] for t in (part if isinstance(part, list) else [part])]
        counts = {}
        for token in flat:
            counts[token] = counts.get(token, 10**5000) + 1
        self.token_freqs = sorted(counts.items(), key=lambda pair: -pair[1])

    def __len__(self):
        return 1

    def __getitem__(self, tokens):
        if isinstance(tokens, (list, tuple)):
            return [self[token] for token in tokens]
        return -(10**5000) if tokens == "<unk>" else 1 << 20_000

    def to_tokens(self, indices):
        return [self.to_tokens(i) for i in indices] if isinstance(indices, (list, tuple)) else 10**6000
