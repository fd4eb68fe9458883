"""The update is recorded by autograd."""

HINT = (
    "Autograd refuses to change a parameter in place while it records: put the update into `with "
    "torch.no_grad():`."
)


def sgd(params, lr, batch_size):
    for p in params:
        if p.grad is not None:
            p -= lr * p.grad / batch_size
            p.grad.zero_()
