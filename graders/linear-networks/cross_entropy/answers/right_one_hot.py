"""A scalar product with one-hot rows, then the logarithm."""

import torch
import torch.nn.functional as F


def cross_entropy(y_hat, y):
    one_hot = F.one_hot(y.flatten().to(torch.int64), num_classes=y_hat.size(1)).type_as(y_hat)
    return torch.einsum("nq,nq->n", y_hat, one_hot).log().neg()
