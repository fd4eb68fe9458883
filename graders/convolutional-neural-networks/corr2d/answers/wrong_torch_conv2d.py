"""The work is left to torch's own convolution."""

import torch.nn.functional as F

HINT = "The result is right, but it is torch's: the exercise is to write the sliding window yourself."


def corr2d(X, K):
    return F.conv2d(X[None, None], K[None, None])[0, 0]
