"""What a learner can run: the bound of the worked example, that it is uniform, and that it can be trained."""

import torch

from autograder.checks import assert_shape, fail, points

OF = "xavier_uniform(200, 400)"


def weights(student):
    W = student.xavier_uniform(200, 400)
    assert_shape(W, (200, 400), of=OF)
    return W.detach().cpu().double()


@points(2, "no weight of the worked example is beyond 0.1, and some come near it")
def test_bound(student):
    largest = float(weights(student).abs().max())
    if not 0.0999 <= largest <= 0.100001:
        fail("the largest weight of {of} is {largest}, but should be just below 0.1", of=OF, largest=f"{largest:.4f}")


@points(1, "half of the weights of the worked example are within 0.05, and their mean is 0", requires="test_bound")
def test_uniform(student):
    W = weights(student)
    share, mean = float((W.abs() < 0.05).double().mean()), float(W.mean())
    if not abs(share - 0.5) < 0.02:
        fail("{share} of the weights of {of} are within 0.05, but half should be", share=f"{share:.0%}", of=OF)
    if not abs(mean) < 0.002:
        fail("the mean of {of} is {mean}, but should be about 0", of=OF, mean=f"{mean:.4f}")


@points(1, "the weights require a gradient")
def test_requires_grad(student):
    W = student.xavier_uniform(3, 2)
    assert_shape(W, (3, 2), of="xavier_uniform(3, 2)")
    if not W.requires_grad:
        fail("xavier_uniform(3, 2) requires no gradient: nobody could train it")


@points(1, "other weights at each call", requires="test_bound")
def test_fresh(student):
    if torch.equal(weights(student), weights(student)):
        fail("two calls give the same weights: is a seed set inside?")
