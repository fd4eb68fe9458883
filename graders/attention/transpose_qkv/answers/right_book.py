"""The three steps one by one."""


def transpose_qkv(X, num_heads):
    batch, steps, features = X.shape
    X = X.view(batch, steps, num_heads, features // num_heads)
    X = X.transpose(1, 2)
    return X.reshape(-1, steps, features // num_heads)
