"""map, and max for the number."""

import torch


def try_all_gpus():
    n = torch.cuda.device_count()
    names = [f"cuda:{i}" for i in range(n)] if n else ["cpu"]
    return list(map(torch.device, names))
