"""What a learner can run: the worked example in both modes, what is listed, and images."""

import torch

from autograder.checks import assert_close, assert_equal, inside, points


@inside
def story(BatchNorm, X):
    """A batch in training, then the same numbers in prediction, twice."""
    net = BatchNorm(1, 2).to(X.device)
    found = {"training": net(X)}
    net.eval()
    return found | {"prediction": net(X), "again": net(X)}


@inside
def listing(BatchNorm):
    net = BatchNorm(3, 4)
    tensors = [t for t in net.state_dict().values() if t.is_floating_point()]
    return {"parameters": len(list(net.parameters())), "tensors in state_dict()": len(tensors)}


@inside
def of_images(BatchNorm, X):
    return BatchNorm(X.shape[1], 4).to(X.device)(X)


def example(student, device):
    return story(student, student.BatchNorm, torch.tensor([[0.0], [20.0]], device=device))


@points(2, "in training, the worked example comes out as in the text")
def test_training(student, device):
    expected = torch.tensor([[-1.0], [1.0]], device=device)
    assert_close(example(student, device)["training"], expected, of="net([[0], [20]])", tolerance=1e-3)


@points(2, "in prediction, it does so too, as often as it is asked")
def test_prediction(student, device):
    root = 10.9**0.5
    expected = torch.tensor([[-1 / root], [19 / root]], device=device)
    found = example(student, device)
    for name in ("prediction", "again"):
        assert_close(
            found[name], expected, of="after net([[0], [20]]) and net.eval(), net([[0], [20]])", tolerance=1e-3
        )


@points(1, "scale and shift are parameters, mean and variance are saved with them")
def test_listed(student):
    expected = {"parameters": 2, "tensors in state_dict()": 4}
    assert_equal(listing(student, student.BatchNorm), expected, of="what BatchNorm(3, 4) lists")


@points(1, "each channel of images has the mean 0 and the variance 1 in training")
def test_images(student, rng, device):
    Y = of_images(student, student.BatchNorm, rng.normal(5, 2, 3, 4, mean=3.0, std=2.0).float())
    of = "of Y per channel"
    assert_close(Y.mean((0, 2, 3)), torch.zeros(2, device=device), of=f"the mean {of}", tolerance=1e-3)
    assert_close(
        Y.var((0, 2, 3), unbiased=False), torch.ones(2, device=device), of=f"the variance {of}", tolerance=1e-3
    )
