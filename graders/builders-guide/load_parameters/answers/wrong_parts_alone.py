"""The state of each part, and nothing of the net itself."""

HINT = "Only the parts are saved, so that tensors of the net itself are left out. net.state_dict() holds all of them."
MUST_FAIL = "test_hidden::test_own_tensors"

import torch


def save_parameters(net, path):
    torch.save({name: part.state_dict() for name, part in net.named_children()}, path)


def load_parameters(net, path):
    state, own = torch.load(path, map_location="cpu", weights_only=True), {name: part.state_dict() for name, part in net.named_children()}
    if state.keys() != own.keys():
        raise ValueError("the file has other names than the net")
    for name, theirs in own.items():
        if state[name].keys() != theirs.keys():
            raise ValueError("the file has other names than the net")
        if any(state[name][key].shape != tensor.shape for key, tensor in theirs.items()):
            raise ValueError("the file has other shapes than the net")
    for name, part in net.named_children():
        part.load_state_dict(state[name])
