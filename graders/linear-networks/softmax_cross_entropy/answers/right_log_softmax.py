"""log_softmax, and a scalar product with one-hot rows that leaves out what is infinite."""

import torch
import torch.nn.functional as F


def softmax_cross_entropy(logits, y):
    log_p = F.log_softmax(logits, dim=-1)
    chosen = F.one_hot(y.long().flatten(), logits.size(-1)).bool()
    return -torch.where(chosen, log_p, 0.0).sum(-1)
