"""The length of the vector of differences."""

import torch


@torch.no_grad()
def log_rmse(net, features, labels):
    predicted = torch.maximum(net(features).squeeze(-1), torch.ones((), dtype=labels.dtype, device=labels.device))
    ratio = (predicted / labels.reshape(-1)).log()
    return float(torch.linalg.vector_norm(ratio) / len(ratio) ** 0.5)
