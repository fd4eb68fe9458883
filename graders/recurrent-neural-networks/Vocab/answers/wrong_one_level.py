"""vocab[...] goes one level deep."""

HINT = "vocab[...] takes a list of tokens, but no list of lists: let __getitem__ call itself for each item."
MUST_FAIL = "test_hidden::test_lists"

from collections import Counter


class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        words = [word for part in tokens or [] for word in (part if isinstance(part, list) else [part])]
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
            return [self.numbers.get(token, 0) for token in tokens]
        return self.numbers.get(tokens, 0)

    def to_tokens(self, indices):
        if isinstance(indices, list):
            return [self.to_tokens(index) for index in indices]
        return self.tokens[indices]
