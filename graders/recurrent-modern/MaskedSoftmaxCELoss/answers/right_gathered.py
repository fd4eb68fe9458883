"""log_softmax and gather; what is not valid is filled with zeros."""

import torch
from torch import nn


class MaskedSoftmaxCELoss(nn.Module):
    def forward(self, pred, label, valid_len):
        chosen = pred.log_softmax(dim=-1).gather(2, label.long().unsqueeze(2)).squeeze(2)
        behind = torch.arange(pred.size(1), device=pred.device) >= valid_len.unsqueeze(1)
        return -chosen.masked_fill(behind, 0).sum(1) / pred.size(1)
