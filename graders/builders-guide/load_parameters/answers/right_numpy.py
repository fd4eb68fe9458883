"""NumPy's own form, which holds arrays and no objects; dtypes that NumPy lacks as bytes."""

import json

import numpy
import torch


def save_parameters(net, path):
    arrays, kinds = {}, {}
    for name, tensor in net.state_dict().items():
        plain = tensor.detach().cpu().contiguous()
        kinds[name] = [str(plain.dtype).removeprefix("torch."), list(plain.shape)]
        arrays[name] = plain.reshape(-1).view(torch.uint8).numpy()
    with open(path, "wb") as file:
        numpy.savez(file, __kinds__=numpy.array(json.dumps(kinds)), **arrays)


def load_parameters(net, path):
    with numpy.load(path, allow_pickle=False) as stored:
        kinds = json.loads(str(stored["__kinds__"]))
        found = {
            name: torch.from_numpy(stored[name].copy()).view(getattr(torch, dtype)).reshape(shape)
            for name, (dtype, shape) in kinds.items()
        }
    targets = net.state_dict()
    if set(found) != set(targets):
        raise KeyError(set(found) ^ set(targets))
    for name, target in targets.items():
        if found[name].shape != target.shape:
            raise ValueError(name)
    with torch.no_grad():
        for name, target in targets.items():
            target.copy_(found[name])
