"""MySequential is no nn.Sequential, and uses none."""

from torch import nn

from autograder.checks import fail, inside, points


@inside
def uses_sequential(MySequential, X):
    """Whether the module or one of its parts is an nn.Sequential, or one is called in a forward pass."""
    net, called = MySequential(nn.Linear(3, 3), nn.Tanh()).to(X.device), []
    hook = nn.modules.module.register_module_forward_pre_hook(lambda part, _: called.append(part))
    net(X)
    hook.remove()
    return any(isinstance(part, nn.Sequential) for part in [*net.modules(), *called])


@points(1, "it is written without nn.Sequential", requires="test_values", essential=True)
def test_own_work(student, rng):
    if uses_sequential(student, student.MySequential, rng.normal(2, 3).float()) is not False:
        fail(
            "MySequential is to be written without nn.Sequential, but one is among its parts, or runs in its forward pass"
        )
