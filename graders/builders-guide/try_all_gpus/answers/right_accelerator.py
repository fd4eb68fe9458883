"""Accelerators of any maker, a loop."""

import torch


def try_all_gpus():
    if not torch.accelerator.is_available():
        return [torch.device("cpu")]
    kind, devices = torch.accelerator.current_accelerator().type, []
    for index in range(torch.accelerator.device_count()):
        devices.append(torch.device(kind, index))
    return devices
