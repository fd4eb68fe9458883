"""Rows of all steps under each other, an ignored label, and a class with __call__ alone."""

import torch
import torch.nn.functional as F


class MaskedSoftmaxCELoss:
    def __call__(self, pred, label, valid_len):
        n, steps, words = pred.shape
        label = label.long().clone()
        for row, length in enumerate(valid_len.tolist()):
            label[row, length:] = -1
        losses = F.cross_entropy(pred.reshape(-1, words), label.reshape(-1), ignore_index=-1, reduction="none")
        return losses.reshape(n, steps).mean(1)
