"""What a learner can run: the spread of the worked example, biases, and a module of another kind."""

from torch import nn

from autograder.checks import assert_equal, fail, inside, points


@inside
def applied(init):
    """Facts of a net with a linear layer of 200 inputs and 400 outputs, and a convolution whose numbers are all 0.25."""
    net = nn.Sequential(nn.Linear(200, 400), nn.ReLU(), nn.Conv2d(1, 1, 3))
    for parameter in net[2].parameters():
        nn.init.constant_(parameter, 0.25)
    net.apply(init)
    W = net[0].weight.detach()
    return {
        "std": W.std().item(),
        "within": (W.abs() < 0.01).float().mean().item(),
        "bias": net[0].bias.abs().max().item(),
        "other": all(bool((p == 0.25).all()) for p in net[2].parameters()),
    }


@points(2, "the weights of the worked example have a standard deviation of 0.01, and 68 % are within it")
def test_weights(student):
    found = applied(student, student.init_normal)
    if not abs(found["std"] - 0.01) < 0.0003:
        fail("the standard deviation of the weights is {std}, but should be 0.01", std=f"{found['std']:.4f}")
    if not abs(found["within"] - 0.683) < 0.02:
        fail("{share} of the weights are within 0.01, but 68 % should be", share=f"{found['within']:.0%}")


@points(1, "the biases are zero")
def test_biases(student):
    assert_equal(applied(student, student.init_normal)["bias"], 0.0, of="the largest bias after net.apply(init_normal)")


@points(1, "a convolution is left alone", requires_one_of=("test_weights", "test_biases"))
def test_others(student):
    of = "whether the convolution is as it was after net.apply(init_normal)"
    assert_equal(applied(student, student.init_normal)["other"], True, of=of)
