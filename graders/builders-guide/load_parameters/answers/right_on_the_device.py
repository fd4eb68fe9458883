"""The file is read onto the device of the net."""

import torch


def save_parameters(net, path):
    torch.save(net.state_dict(), path)


def load_parameters(net, path):
    state, own = torch.load(path, map_location=next(net.parameters()).device, weights_only=True), net.state_dict()
    if state.keys() != own.keys():
        raise ValueError("the file has other names than the net")
    if any(state[name].shape != tensor.shape for name, tensor in own.items()):
        raise ValueError("the file has other shapes than the net")
    net.load_state_dict(state)
