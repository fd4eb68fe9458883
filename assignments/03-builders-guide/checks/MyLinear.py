"""What a learner can run: the worked example, the shapes of the parameters, and that the gradient reaches them."""

import torch

from autograder.checks import assert_close, assert_equal, assert_unmodified, inside, points


@inside
def worked(MyLinear, X):
    """The layer of the worked example: its result, and the gradients of the sum by the number of their elements."""
    layer = MyLinear(2, 3).to(X.device)
    numbers = {6: [[1.0, 2.0, 0.0], [0.0, -1.0, 1.0]], 3: [1.0, 1.0, -5.0]}
    for parameter in layer.parameters():
        values = torch.tensor(numbers[parameter.numel()], device=X.device)
        parameter.data = values.reshape(parameter.shape)
    result = layer(X)
    if result.requires_grad:
        result.sum().backward()
    gradients = {p.numel(): None if p.grad is None else p.grad.squeeze() for p in layer.parameters()}
    return {"result": result.detach(), "gradients": gradients}


@inside
def shapes(layer):
    """Without dimensions of one."""
    return sorted([[side for side in parameter.shape if side != 1] for parameter in layer.parameters()], key=len)


@points(1, "the parameters are a bias of shape (units,) and a weight of shape (in_units, units)")
def test_shapes(student):
    of = "the shapes of MyLinear(2, 3).parameters()"
    assert_equal(shapes(student, student.MyLinear(2, 3)), [[3], [2, 3]], of=of)


@points(2, "the worked example comes out as in the text", requires="test_shapes")
def test_example(student, device):
    X = torch.tensor([[3.0, 4.0]], device=device)
    came = worked(student, student.MyLinear, X)["result"]
    assert_close(came, torch.tensor([[4.0, 3.0, 0.0]], device=device), of="layer([[3, 4]])", dtype=False)


@points(2, "the gradient reaches weight and bias", requires="test_shapes")
def test_gradients(student, device):
    found = worked(student, student.MyLinear, torch.tensor([[3.0, 4.0]], device=device))["gradients"]
    due = {6: [[3.0, 3.0, 0.0], [4.0, 4.0, 0.0]], 3: [1.0, 1.0, 0.0]}
    for size, name in ((6, "weight"), (3, "bias")):
        expected = torch.tensor(due[size], device=device)
        assert_close(found[size], expected, of=f"the gradient of layer([[3, 4]]).sum() for the {name}", dtype=False)


@points(1, "X is left as it was", requires="test_example")
def test_input_is_left_alone(student, rng):
    X = rng.normal(4, 2).float()
    layer = student.MyLinear(2, 3).to(X.device)
    assert_unmodified(lambda X: layer(X), X, of="MyLinear(2, 3)(X)")
