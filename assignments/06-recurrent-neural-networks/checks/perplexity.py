"""What a learner can run: the worked example, and two models that everybody knows the perplexity of."""

import math

import torch

from autograder.checks import assert_close, points


def found(student, *log_probabilities, device):
    """What comes back, a number of Python as a tensor."""
    came = student.perplexity(torch.tensor(log_probabilities, device=device))
    return torch.tensor(float(came), device=device) if isinstance(came, int | float) else came


@points(2, "the worked example: probabilities of 1/2, 1/4 and 1/8")
def test_example(student, device):
    came = found(student, -math.log(2), -math.log(4), -math.log(8), device=device)
    assert_close(
        came, torch.tensor(4.0, device=device), of="perplexity(log_probabilities) of a half, a quarter and an eighth"
    )


@points(1, "who is certain and right has a perplexity of 1")
def test_certain(student, device):
    came = found(student, 0.0, 0.0, 0.0, device=device)
    assert_close(came, torch.tensor(1.0, device=device), of="perplexity(log_probabilities) of three zeros")


@points(1, "who guesses among ten tokens has a perplexity of 10")
def test_guessing(student, device):
    came = found(student, *[-math.log(10)] * 5, device=device)
    assert_close(came, torch.tensor(10.0, device=device), of="perplexity(log_probabilities) of five tenths")
