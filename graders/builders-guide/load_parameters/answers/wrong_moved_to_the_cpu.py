"""The net that is saved is moved to the CPU."""

HINT = "net.cpu() moves the net itself, not a copy, so it is on another device after it was saved. Copy its tensors: tensor.cpu()."
MUST_FAIL = "test_hidden::test_saved_there"

import torch


def save_parameters(net, path):
    torch.save(net.cpu().state_dict(), path)


def load_parameters(net, path):
    state, own = torch.load(path, map_location="cpu", weights_only=True), net.state_dict()
    if state.keys() != own.keys():
        raise ValueError("the file has other names than the net")
    if any(state[name].shape != tensor.shape for name, tensor in own.items()):
        raise ValueError("the file has other shapes than the net")
    net.load_state_dict(state)
