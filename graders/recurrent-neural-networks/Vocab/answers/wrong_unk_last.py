"""<unk> is the last token."""

HINT = "<unk> has the last number, but should have 0: put it first into the list."

from collections import Counter


class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        words = [word for part in tokens or [] for word in (part if isinstance(part, list) else [part])]
        self.token_freqs = sorted(Counter(words).items(), key=lambda pair: pair[1], reverse=True)
        self.tokens = list(reserved_tokens or [])
        for token, count in self.token_freqs:
            if count >= min_freq and token not in self.tokens:
                self.tokens.append(token)
        self.tokens.append("<unk>")
        self.numbers = {token: number for number, token in enumerate(self.tokens)}
        self.unk = len(self.tokens) - 1

    def __len__(self):
        return len(self.tokens)

    def __getitem__(self, tokens):
        if isinstance(tokens, list):
            return [self[token] for token in tokens]
        return self.numbers.get(tokens, self.unk)

    def to_tokens(self, indices):
        if isinstance(indices, list):
            return [self.to_tokens(index) for index in indices]
        return self.tokens[indices]
