"""The numbers stay in memory, and the file holds none."""

HINT = "The numbers are kept in a variable of the notebook, not in the file. Whoever is sent the file, or starts the kernel anew, has nothing."
MUST_FAIL = "test_hidden::test_values"

import torch

kept = {}


def save_parameters(net, path):
    kept["last"] = {name: tensor.detach().cpu().clone() for name, tensor in net.state_dict().items()}
    with open(path, "w") as file:
        file.write("see above")


def load_parameters(net, path):
    found, targets = kept["last"], net.state_dict()
    if found.keys() != targets.keys() or any(found[name].shape != tensor.shape for name, tensor in targets.items()):
        raise ValueError("the file has other names or shapes than the net")
    with torch.no_grad():
        for name, target in targets.items():
            target.copy_(found[name])
