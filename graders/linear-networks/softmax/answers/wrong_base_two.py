"""Powers of two instead of e."""

HINT = "This behaves like softmax with base 2. The contract wants powers of e: torch.exp."


def softmax(X):
    E = 2 ** (X - X.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
