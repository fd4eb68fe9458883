"""A list of lists is refused."""

HINT = "tokens may be a list of lists, one for each line: take the lists apart before you count."
MUST_FAIL = "test_hidden::test_lines"

from collections import Counter


class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        words = tokens or []
        self.token_freqs = sorted(Counter(words).items(), key=lambda pair: pair[1], reverse=True)
        self.tokens = ["<unk>"] + (reserved_tokens or [])
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
