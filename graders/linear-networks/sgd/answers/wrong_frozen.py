"""The parameters no longer require a gradient."""

HINT = (
    "The step is right, but the parameters no longer require a gradient: requires_grad_(False) and detach_() end "
    "the training. Write the update inside `with torch.no_grad():`."
)
MUST_FAIL = "test_hidden::test_parameters_go_on_learning"


def sgd(params, lr, batch_size):
    for p in params:
        if p.grad is not None:
            p.requires_grad_(False)
            p -= lr * p.grad / batch_size
            p.grad.zero_()
