"""torch's own dropout: the contract does not forbid it."""

import torch.nn.functional as F


def dropout_layer(X, dropout):
    return F.dropout(X, p=dropout, training=True)
