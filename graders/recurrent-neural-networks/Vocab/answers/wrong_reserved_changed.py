"""The caller's list of reserved tokens grows."""

HINT = (
    "The caller's list reserved_tokens is changed: insert, append and += change the list itself. Make a new "
    "one."
)
MUST_FAIL = "test_hidden::test_callers_list"

from collections import Counter


class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        words = [word for part in tokens or [] for word in (part if isinstance(part, list) else [part])]
        self.token_freqs = sorted(Counter(words).items(), key=lambda pair: pair[1], reverse=True)
        self.tokens = [] if reserved_tokens is None else reserved_tokens
        self.tokens.insert(0, "<unk>")
        for token, count in self.token_freqs:
            if count >= min_freq and token not in self.tokens:
                self.tokens.append(token)
        self.numbers = {token: number for number, token in enumerate(self.tokens)}
        self.unk = 0

    def __len__(self):
        return len(self.tokens)

    def __getitem__(self, tokens):
        if isinstance(tokens, list):
            return [self[token] for token in tokens]
        return self.numbers.get(tokens, 0)

    def to_tokens(self, indices):
        if isinstance(indices, list):
            return [self.to_tokens(index) for index in indices]
        return self.tokens[indices]
