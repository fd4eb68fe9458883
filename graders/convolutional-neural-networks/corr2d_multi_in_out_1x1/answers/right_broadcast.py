"""Products by broadcasting, and a sum over the input channels."""


def corr2d_multi_in_out_1x1(X, K):
    """No F.conv2d."""
    return (K * X.unsqueeze(0)).sum(1)
