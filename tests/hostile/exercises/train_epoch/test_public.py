"""An exercise whose arguments are made on the submission's side."""

import torch
from torch import nn

from autograder.checks import assert_close, inside, points


@inside
def trained(train_epoch, W, X, y):
    layer = nn.Linear(3, 1, bias=False)
    layer.load_state_dict({"weight": W})
    events = []

    class Recorder(torch.optim.SGD):
        def step(self, *args):
            events.append("step")
            return super().step(*args)

    train_epoch(layer, [(X, y)] * 2, nn.functional.mse_loss, Recorder(layer.parameters(), lr=0.1))
    return layer.weight.detach(), events


@points(1, "the first step goes down the gradient")
def test_example(student, rng):
    W, _ = trained(student, student.train_epoch, torch.zeros(1, 3), torch.eye(3), torch.ones(3, 1))
    assert_close(W, torch.full((1, 3), 2 / 15 - 1 / 225), tolerance=0.01)
