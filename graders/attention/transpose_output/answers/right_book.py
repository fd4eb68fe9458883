"""The three steps one by one."""


def transpose_output(X, num_heads):
    rows, steps, size = X.size()
    X = X.view(rows // num_heads, num_heads, steps, size) if X.is_contiguous() else X.reshape(-1, num_heads, steps, size)
    X = X.permute(0, 2, 1, 3).contiguous()
    return X.view(rows // num_heads, steps, num_heads * size)
