"""torch's mean squared error, of logarithms."""

import torch
from torch import nn


def log_rmse(net, features, labels):
    clipped_preds = torch.clamp(net(features), 1, float("inf"))
    rmse = torch.sqrt(nn.MSELoss()(torch.log(clipped_preds).flatten(), torch.log(labels).flatten()))
    return rmse.item()
