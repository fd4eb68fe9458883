"""What a learner can run: the bound of the worked example, biases, and a module of another kind."""

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
        "largest": W.abs().max().item(),
        "within": (W.abs() < 0.05).float().mean().item(),
        "bias": net[0].bias.abs().max().item(),
        "other": all(bool((p == 0.25).all()) for p in net[2].parameters()),
    }


@points(2, "no weight of the worked example is beyond 0.1, some come near it, and half are within 0.05")
def test_weights(student):
    found = applied(student, student.init_xavier)
    if not 0.099 <= found["largest"] <= 0.10001:
        fail("the largest weight is {most}, but should be just below 0.1", most=f"{found['largest']:.4f}")
    if not abs(found["within"] - 0.5) < 0.02:
        fail("{share} of the weights are within 0.05, but half should be", share=f"{found['within']:.0%}")


@points(1, "the biases are zero")
def test_biases(student):
    assert_equal(applied(student, student.init_xavier)["bias"], 0.0, of="the largest bias after net.apply(init_xavier)")


@points(1, "a convolution is left alone", requires_one_of=("test_weights", "test_biases"))
def test_others(student):
    of = "whether the convolution is as it was after net.apply(init_xavier)"
    assert_equal(applied(student, student.init_xavier)["other"], True, of=of)
