"""A vocabulary that counts each word by going through the whole list, when it is asked for the first time."""

EXERCISE = "Vocab"
GETS = "honest"
HONEST = """
class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        tokens = tokens or []
        if tokens and isinstance(tokens[0], list):
            tokens = [t for line in tokens for t in line]
        seen = list(dict.fromkeys(tokens))
        self.token_freqs = sorted(((t, tokens.count(t)) for t in seen), key=lambda pair: -pair[1])
        self.unk = 0
        self.idx_to_token = ["<unk>"] + [t for t in (reserved_tokens or []) if t != "<unk>"]
        for t, n in self.token_freqs:
            if n >= min_freq and t not in self.idx_to_token:
                self.idx_to_token.append(t)
        self.token_to_idx = {t: i for i, t in enumerate(self.idx_to_token)}

    def __len__(self):
        return len(self.idx_to_token)

    def __getitem__(self, tokens):
        if isinstance(tokens, (list, tuple)):
            return [self[t] for t in tokens]
        return self.token_to_idx.get(tokens, 0)

    def to_tokens(self, indices):
        if isinstance(indices, (list, tuple)):
            return [self.to_tokens(i) for i in indices]
        return self.idx_to_token[indices]
"""
# %%
class Eager:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        tokens = tokens or []
        if tokens and isinstance(tokens[0], list):
            tokens = [t for line in tokens for t in line]
        seen = list(dict.fromkeys(tokens))
        self.token_freqs = sorted(((t, tokens.count(t)) for t in seen), key=lambda pair: -pair[1])
        self.unk = 0
        self.idx_to_token = ["<unk>"] + [t for t in (reserved_tokens or []) if t != "<unk>"]
        for t, n in self.token_freqs:
            if n >= min_freq and t not in self.idx_to_token:
                self.idx_to_token.append(t)
        self.token_to_idx = {t: i for i, t in enumerate(self.idx_to_token)}


class Vocab:
    def __init__(self, *args, **kwargs):
        self.later = [args, kwargs]

    def __getattr__(self, name):
        if name in ("later", "made"):
            raise AttributeError(name)
        if "made" not in vars(self):
            args, kwargs = self.later
            self.made = Eager(*args, **kwargs)
        return getattr(self.made, name)

    def __len__(self):
        return len(self.idx_to_token)

    def __getitem__(self, tokens):
        if isinstance(tokens, (list, tuple)):
            return [self[t] for t in tokens]
        return self.token_to_idx.get(tokens, 0)

    def to_tokens(self, indices):
        if isinstance(indices, (list, tuple)):
            return [self.to_tokens(i) for i in indices]
        return self.idx_to_token[indices]
