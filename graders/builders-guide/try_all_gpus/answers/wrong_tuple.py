"""A tuple."""

HINT = "This is a tuple. It should be a list."
MUST_FAIL = "test_hidden::test_list"

import torch


def try_all_gpus():
    devices = tuple(torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count()))
    return devices or (torch.device("cpu"),)
