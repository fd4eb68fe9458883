"""save_parameters(net, path) and load_parameters(net, path), judged together: what is in a net after both. The file's form is free."""

from torch import nn

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import function

NOTHING = "no result is computed from the numbers of a file"


@inside
def net_of(W, b, mean):
    """A linear layer and a normalisation, with these numbers."""
    net = nn.Sequential(nn.Linear(W.shape[1], W.shape[0]), nn.BatchNorm1d(W.shape[0])).to(W.device, W.dtype)
    net[0].weight.data, net[0].bias.data = W.clone(), b.clone()
    net[1].weight.data, net[1].bias.data = b + 2, b - 3
    net[1].running_mean.copy_(mean)
    net[1].running_var.copy_(mean**2 + 0.5)
    net[1].num_batches_tracked += 3
    return net


@inside
def restored(save, load, W, b, mean):
    """(parameters, buffers) of another net on the device of W, which has loaded what a net on the CPU has saved.

    What was written is moved in between, and another net is saved: the file alone holds the numbers, and has room for them.
    """
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.params")
        save(net_of(W.cpu(), b.cpu(), mean.cpu()), path)
        other = nn.Sequential(nn.Linear(W.shape[1], W.shape[0]), nn.BatchNorm1d(W.shape[0])).to(W.device, W.dtype)
        written = os.listdir(folder)
        if not written:
            raise FileNotFoundError("save_parameters(net, path) has written nothing into the folder of path")
        size = sum(os.path.getsize(os.path.join(folder, name)) for name in written)
        if 2 * size < W.numel() * W.itemsize:  # random numbers cannot be packed much smaller
            raise ValueError(f"the file has {size} bytes, and the numbers of one parameter {W.numel() * W.itemsize}")
        for name in written:  # some libraries add an ending
            os.rename(os.path.join(folder, name), os.path.join(folder, name.replace("net", "moved", 1)))
        save(net_of(W.cpu() + 1, b.cpu() + 1, mean.cpu() + 1), path)
        load(other, os.path.join(folder, "moved.params"))
    return [p.detach() for p in other.parameters()], list(other.buffers())


def arguments(rng, d=3, h=4):
    return rng.normal(h, d), rng.normal(h), rng.normal(h)


def parameters(ns, W, b, mean):
    return restored(ns, ns.save_parameters, ns.load_parameters, W, b, mean)[0]


def buffers(ns, W, b, mean):
    return restored(ns, ns.save_parameters, ns.load_parameters, W, b, mean)[1]


OF = "after save_parameters(net, path) and load_parameters(other, path), the {} of other"
contract = function(
    "load_parameters(net, path)",
    parameters,
    arguments,
    sizes=[{"d": 1}, {"h": 1}, {"d": 60, "h": 50}],
    cases={
        "buffers": Case(
            4, "buffers come back, too: running statistics and counters", call=buffers, of=OF.format("buffers")
        )
    },
    weights={"values": 5, "dtype": 3},
    titles={
        "values": "a new net has the parameters of the one that was saved",
        "dtype": "numbers of float64 come back as precise as they were",
        "device": "what was saved on the CPU can be loaded by a net on an accelerator",
        "half": "numbers of float16 and bfloat16 come back",
        "layouts": "parameters may be transposed and strided views",
    },
    without={
        "gradients": NOTHING,
        "gradcheck": NOTHING,
        "edge_gradients": NOTHING,
        "unmodified": "that the net which is saved stays as it is has a test of its own",
        "cost": "a file is as large as its net",
    },
)
