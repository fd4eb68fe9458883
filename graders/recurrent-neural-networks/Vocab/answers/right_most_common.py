"""Counter.most_common, which keeps the order of first appearance, and setdefault on one dict."""

from collections import Counter


class Vocab:
    unk = 0

    def __init__(self, tokens=(), min_freq=0, reserved_tokens=()):
        counts = Counter()
        for part in tokens or ():
            counts.update(part if isinstance(part, list) else [part])
        self.token_freqs = counts.most_common()
        self._numbers = {"<unk>": 0}
        for token in reserved_tokens or ():
            self._numbers.setdefault(token, len(self._numbers))
        for token, count in self.token_freqs:
            if count >= min_freq:
                self._numbers.setdefault(token, len(self._numbers))
        self._tokens = {number: token for token, number in self._numbers.items()}

    def __len__(self):
        return len(self._numbers)

    def __getitem__(self, tokens):
        return _mapped(lambda token: self._numbers.get(token, 0), tokens)

    def to_tokens(self, indices):
        return _mapped(self._tokens.__getitem__, indices)


def _mapped(function, value):
    return [_mapped(function, item) for item in value] if isinstance(value, list) else function(value)
