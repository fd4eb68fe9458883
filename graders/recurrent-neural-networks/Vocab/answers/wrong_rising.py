"""The rarest tokens come first."""

HINT = "The rarest tokens have the smallest numbers: sort by falling count, with reverse=True, say."

from collections import Counter


class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        words = [word for part in tokens or [] for word in (part if isinstance(part, list) else [part])]
        self.token_freqs = sorted(Counter(words).items(), key=lambda pair: pair[1])
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
