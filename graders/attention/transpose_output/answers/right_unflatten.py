"""The first axis unflattened, the heads moved, the last two axes flattened."""


def transpose_output(X, num_heads):
    return X.unflatten(0, (-1, num_heads)).movedim(1, 2).flatten(2)
