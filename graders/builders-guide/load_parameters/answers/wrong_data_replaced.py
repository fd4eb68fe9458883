"""The data of each tensor are replaced by those of the file."""

HINT = "Each tensor gets the data of the file, with the dtype of the file. Copy the numbers into the tensors that are there: copy_ does, under torch.no_grad()."
MUST_FAIL = "test_hidden::test_own_tensors"

import torch


def save_parameters(net, path):
    torch.save(net.state_dict(), path)


def load_parameters(net, path):
    state, own = torch.load(path, map_location="cpu", weights_only=True), net.state_dict()
    if state.keys() != own.keys():
        raise ValueError("the file has other names than the net")
    if any(state[name].shape != tensor.shape for name, tensor in own.items()):
        raise ValueError("the file has other shapes than the net")
    for name, tensor in [*net.named_parameters(), *net.named_buffers()]:
        tensor.data = state[name].to(tensor.device)
