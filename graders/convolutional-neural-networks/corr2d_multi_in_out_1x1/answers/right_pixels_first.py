"""The channels last, as for a linear layer, which this is."""

from torch.nn.functional import linear


def corr2d_multi_in_out_1x1(X, K):
    pixels = X.movedim(0, -1)
    return linear(pixels, K.squeeze(-1).squeeze(-1)).permute(2, 0, 1)
