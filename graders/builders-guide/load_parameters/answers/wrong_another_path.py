"""An ending is added to the path."""

HINT = "The file is not where path says: an ending is added. Whoever looks for the file, or sends it to somebody, does not find it."
MUST_FAIL = "test_hidden::test_afterwards"

import torch


def save_parameters(net, path):
    torch.save(net.state_dict(), f"{path}.pt")


def load_parameters(net, path):
    state, own = torch.load(f"{path}.pt", map_location="cpu", weights_only=True), net.state_dict()
    if state.keys() != own.keys():
        raise ValueError("the file has other names than the net")
    if any(state[name].shape != tensor.shape for name, tensor in own.items()):
        raise ValueError("the file has other shapes than the net")
    net.load_state_dict(state)
