"""Loaded first, and put back if something is wrong."""

import copy

import torch


def save_parameters(net, path):
    with open(path, "wb") as file:
        torch.save(dict(net.state_dict()), file)


def load_parameters(net, path):
    backup = copy.deepcopy(net.state_dict())
    try:
        net.load_state_dict(torch.load(path, weights_only=True))
    except Exception:
        net.load_state_dict(backup)
        raise
