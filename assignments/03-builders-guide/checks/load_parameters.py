"""What a learner can run: a net that is saved and loaded, and one that does not fit."""

import torch
from torch import nn

from autograder.checks import assert_close, assert_equal, inside, points


@inside
def example(save, load, outputs):
    """Another net after loading what one with 2 outputs has saved; it has so many outputs itself."""
    import os
    import tempfile

    net, other = (
        nn.Sequential(nn.Linear(1, 2), nn.BatchNorm1d(2)),
        nn.Sequential(nn.Linear(1, outputs), nn.BatchNorm1d(outputs)),
    )
    for tensor, number in ((net[0].weight, 3.0), (net[0].bias, 4.0), (net[1].running_mean, 5.0)):
        nn.init.constant_(tensor, number)
    nn.init.zeros_(other[0].bias)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.params")
        save(net, path)
        try:
            load(other, path)
            raised = False
        except Exception:  # noqa: BLE001  an answer may raise what it likes
            raised = True
    parts = [other[0].weight.detach().flatten(), other[0].bias.detach(), other[1].running_mean]
    return {"raised": raised, "numbers": [part[:2] for part in parts]}


def found(student, outputs):
    return example(student, student.save_parameters, student.load_parameters, outputs)


@points(2, "the worked example: weights and biases come back")
def test_parameters(student):
    came = found(student, 2)["numbers"]
    for name, part, number in (("weight", came[0], 3.0), ("bias", came[1], 4.0)):
        assert_close(part, torch.tensor([number, number]), of=f"the {name} after load_parameters(other, path)")


@points(1, "so does the running mean of the normalisation, which is a buffer")
def test_buffers(student):
    of = "the running mean after load_parameters(other, path)"
    assert_close(found(student, 2)["numbers"][2], torch.tensor([5.0, 5.0]), of=of)


@points(2, "a net with other shapes raises, and is left as it was", requires="test_parameters")
def test_other_shapes(student):
    came = found(student, 3)
    assert_equal(came["raised"], True, of="whether load_parameters raises for a net with other shapes")
    assert_close(came["numbers"][1], torch.zeros(2), of="the first biases of a net with other shapes afterwards")
