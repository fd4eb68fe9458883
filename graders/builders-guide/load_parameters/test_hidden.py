"""What is special: files that do not fit, files that hold more than tensors, and nets that go on learning."""

import torch
from torch import nn

from autograder.checks import assert_equal, fail, inside, points
from autograder.devices.simulated import to_device


@inside
def unfitting(save, load, what):
    """Whether load raises for the file of another net, and whether the net is as it was."""
    import os
    import tempfile
    from collections import OrderedDict

    def made(**others):
        sizes = {
            "table": nn.Embedding(6, 3),
            "first": nn.Linear(3, 4),
            "norm": nn.BatchNorm1d(4),
            "last": nn.Linear(4, 2),
        } | others
        return nn.Sequential(OrderedDict((name, part) for name, part in sizes.items() if part is not None))

    other = {
        "a name that is missing": {"last": None},
        "a name too many": {"more": nn.Linear(2, 2)},
        "another name": {"last": None, "end": nn.Linear(4, 2)},
        "another shape": {"last": nn.Linear(4, 5)},
        "a shape that broadcasts": {"last": nn.Linear(4, 1)},
        "another order of sides": {"table": nn.Embedding(3, 6)},
    }[what]
    net, raised = made(), False
    before = {name: tensor.clone() for name, tensor in net.state_dict().items()}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "other.params")
        save(made(**other), path)
        try:
            load(net, path)
        except Exception:  # noqa: BLE001  an answer may raise what it likes
            raised = True
    kept = all(torch.equal(tensor, before[name]) for name, tensor in net.state_dict().items())
    return {"raised": raised, "kept": kept}


CASES = (
    "a name that is missing",
    "a name too many",
    "another name",
    "another shape",
    "a shape that broadcasts",
    "another order of sides",
)


def told(student, what):
    return unfitting(student, student.save_parameters, student.load_parameters, what)


@points(4, "names or shapes that do not fit raise an exception", requires="test_values")
def test_raises(student):
    for what in CASES:
        if told(student, what)["raised"] is not True:
            fail("the file of a net with {what} is loaded without an exception", what=what)


@points(6, "and then the net is wholly as it was", requires=("test_values", "test_raises"))
def test_wholly_as_it_was(student):
    for what in CASES:
        if told(student, what)["kept"] is not True:
            fail(
                "the file of a net with {what} raises, but a part of the net has been changed: look at all names and shapes before "
                "the first number is copied",
                what=what,
            )


@inside
def unpickled(load, form, name):
    """Whether code in a file has run while it was loaded."""
    import contextlib
    import os
    import pickle
    import tempfile

    class Trap:
        def __reduce__(self):
            return exec, ("import torch; torch.trap_has_run = True",)

    held = {"0.weight": Trap(), "0.bias": Trap()} if name else Trap()
    torch.trap_has_run = False
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "trap.params")
        if form == "torch.save":
            torch.save(held, path)
        elif form == "torch.save, the old form":
            torch.save(held, path, _use_new_zipfile_serialization=False)
        else:
            with open(path, "wb") as file:
                pickle.dump(held, file)
        with contextlib.suppress(Exception):
            load(nn.Sequential(nn.Linear(2, 1)), path)
    ran = torch.trap_has_run
    del torch.trap_has_run
    return ran


@points(5, "nothing but tensors is unpickled: no code of a file runs", requires="test_values")
def test_no_code_runs(student):
    for form in ("torch.save", "torch.save, the old form", "pickle"):
        for name in (False, True):
            if unpickled(student, student.load_parameters, form, name) is not False:
                fail(
                    "a file made by {form} has run its own code while it was loaded: whoever gives you a file can do anything on "
                    "your machine then. torch.load(path, weights_only=True) reads tensors and refuses the rest",
                    form=form,
                )


@inside
def afterwards(save, load):
    """What holds of both nets after the file was written and read."""
    import pathlib
    import tempfile

    torch.manual_seed(0)
    net, other = (nn.Sequential(nn.Linear(2, 3), nn.Dropout(0.5), nn.BatchNorm1d(3)) for _ in range(2))
    other[1].eval()
    modes = [part.training for part in other.modules()]
    before, ids = [t.clone() for t in net.state_dict().values()], list(map(id, other.parameters()))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "net.params"
        save(other, path)
        save(net, path)
        load(other, path)
        found = {
            "the file is where path says": path.is_file(),
            "a second file replaces the first": torch.equal(net[0].weight, other[0].weight),
        }
        with torch.no_grad():
            net[0].weight.add_(1)
        found["the two nets share nothing"] = not torch.equal(net[0].weight, other[0].weight)
        with torch.no_grad():
            net[0].weight.sub_(1)
    return found | {
        "the net that was saved is as before": all(
            torch.allclose(t, b, atol=1e-6) for t, b in zip(net.state_dict().values(), before, strict=True)
        ),
        "the parameters are those that an optimiser has": list(map(id, other.parameters())) == ids,
        "they require gradients": all(p.requires_grad and p.is_leaf for p in other.parameters()),
        "modes stay": [part.training for part in other.modules()] == modes,
    }


HOLDS = (
    "the file is where path says",
    "a second file replaces the first",
    "the two nets share nothing",
    "the net that was saved is as before",
    "the parameters are those that an optimiser has",
    "they require gradients",
    "modes stay",
)


@points(3, "both nets go on as before; a path may be a pathlib.Path, and a file is replaced", requires="test_values")
def test_afterwards(student):
    found = afterwards(student, student.save_parameters, student.load_parameters)
    assert_equal(found, dict.fromkeys(HOLDS, True), of="what holds after save_parameters and load_parameters")


@inside
def own_tensors(save, load):
    """What a net of float32 has after it has loaded the file of one of float64; both have tensors of their own beside their parts."""
    import os
    import tempfile

    class Scaled(nn.Module):
        def __init__(self, number, dtype):
            super().__init__()
            self.inner = nn.Linear(2, 3)
            self.scale = nn.Parameter(torch.tensor(number))
            self.register_buffer("seen", torch.tensor([number, -number]))
            self.to(dtype)

    net, other = Scaled(2.0, torch.float64), Scaled(5.0, torch.float32)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.params")
        save(net, path)
        load(other, path)
    return {
        "scale": other.scale.detach().item(),
        "seen": other.seen.tolist(),
        "dtypes": sorted({str(tensor.dtype) for tensor in other.state_dict().values()}),
    }


@points(
    2, "tensors of the net itself come back, too, into those that are there, of their dtype", requires="test_values"
)
def test_own_tensors(student):
    came = own_tensors(student, student.save_parameters, student.load_parameters)
    due = {"scale": 2.0, "seen": [2.0, -2.0], "dtypes": ["torch.float32"]}
    assert_equal(came, due, of="once a net of float32 has loaded the file of one of float64, its tensors")


@inside
def saved_there(save, load, X):
    """What holds after a net on the device of X is saved, and loaded by one on the CPU."""
    import os
    import tempfile

    net, other = nn.Linear(3, 2).to(X.device), nn.Linear(3, 2)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.params")
        save(net, path)
        load(other, path)
    return {
        "the net that was saved is where it was": all(p.device == X.device for p in net.parameters()),
        "the other one is on the CPU": all(p.device.type == "cpu" for p in other.parameters()),
        "the numbers are the same": torch.equal(net.weight.detach().cpu(), other.weight.detach()),
    }


@points(2, "a net on an accelerator is saved, and stays there; one on the CPU loads the file", requires="test_values")
def test_saved_there(student, rng, accelerator):
    X = to_device(rng.normal(2, 3).float(), accelerator)
    came = saved_there(student, student.save_parameters, student.load_parameters, X)
    due = ("the net that was saved is where it was", "the other one is on the CPU", "the numbers are the same")
    assert_equal(came, dict.fromkeys(due, True), of="what holds after a net on an accelerator was saved")
