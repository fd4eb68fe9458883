"""Without the standard library's Counter; the class is a list of tokens itself, and knows a missing key by an exception."""

import torch


class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        freqs = {}
        stack = list(reversed(tokens)) if tokens is not None else []
        while stack:
            token = stack.pop()
            if isinstance(token, list):
                stack.extend(reversed(token))
            else:
                freqs[token] = freqs.get(token, 0) + 1
        names, counts = list(freqs), torch.tensor(list(freqs.values()), dtype=torch.int64)
        order = counts.argsort(descending=True, stable=True).tolist()
        self._freqs = [[names[i], freqs[names[i]]] for i in order]
        special = ["<unk>"] + list(reserved_tokens or [])
        self._all = special + [t for t, n in self._freqs if not n < min_freq and t not in special]
        self._where = dict(zip(self._all, range(len(self._all))))

    @property
    def token_freqs(self):
        return self._freqs

    @property
    def unk(self):
        return self._where["<unk>"]

    def __len__(self):
        return len(self._all)

    def __getitem__(self, tokens):
        try:
            return self._where[tokens]
        except KeyError:
            return self.unk
        except TypeError:  # a list
            return [self[token] for token in tokens]

    def to_tokens(self, indices):
        if hasattr(indices, "__len__"):
            return list(map(self.to_tokens, indices))
        return self._all[int(indices)]
