"""A list of names and a list of tensors."""

import torch


def pairs(net):
    return list(net.state_dict().items())


def save_parameters(net, path):
    names, tensors = zip(*pairs(net))
    torch.save([list(names), [t.detach().clone() for t in tensors]], str(path))


def load_parameters(net, path):
    names, tensors = torch.load(str(path), map_location="cpu", weights_only=True)
    own = pairs(net)
    assert [name for name, _ in own] == names, "other names"
    assert [t.shape for _, t in own] == [t.shape for t in tensors], "other shapes"
    for (_, mine), theirs in zip(own, tensors):
        mine.copy_(theirs)
