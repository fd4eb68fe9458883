"""train_epoch_ch3(net, train_iter, loss, updater): net, loss and updater are made on the submission's side."""

import torch
from torch import nn

from autograder.checks import inside
from autograder.checks.contract import writes


@inside
def loss(y_hat, y):
    return nn.functional.cross_entropy(y_hat, y.long(), reduction="none")


@inside
def left(returned, net, W):
    """Two numbers as a tensor, so that they are compared like others of its dtype, and the net afterwards."""
    pair = isinstance(returned, tuple | list) and len(returned) == 2
    numbers = torch.tensor([float(value) for value in returned], dtype=W.dtype) if pair else returned
    return {"(loss, share)": numbers, "parameters": [p.detach() for p in net]}


@inside
def trained(train_epoch, W, b, X, y, size, *, stale=False, once=False, momentum=0.0, kind="SGD"):
    """What an epoch with an optimiser of torch returns, and leaves behind in the net; two epochs with momentum."""
    if not torch.is_grad_enabled():
        return None  # nothing can be trained
    net = nn.Linear(*W.T.shape, dtype=W.dtype, device=W.device)
    net.load_state_dict({"weight": W, "bias": b})
    if stale:
        net(X).sum().backward()
    updater = getattr(torch.optim, kind)(net.parameters(), lr=0.5)
    updater.param_groups[0]["momentum"] = momentum
    for _ in range(2 if momentum else 1):
        batches = zip(X.split(size), y.split(size), strict=True)
        returned = train_epoch(net, batches if once else list(batches), loss, updater)
    return left(returned, net.parameters(), W)


def arguments(rng, n=8, d=3, q=4, size=4):
    return rng.normal(q, d), rng.normal(q), rng.normal(n, d), rng.integers(0, q, (n,)), size


contract = writes(
    "train_epoch_ch3(net, train_iter, loss, updater)",
    lambda ns, W, b, X, y, size: trained(ns, ns.train_epoch_ch3, W, b, X, y, size),
    arguments,
    sizes=[{"n": 1}, {"size": 8}, {"q": 2, "n": 12}, {"n": 3, "size": 1}],
    edges={
        "labels of int32": lambda rng: (*(args := arguments(rng))[:3], args[3].int(), args[4]),
        "900 labels of int8 in one minibatch": lambda rng: (
            *(args := arguments(rng, n=900, size=900))[:3],
            args[3].to(torch.int8),
            900,
        ),
    },
    costs=("n",),
    titles={"values": "the net is trained, minibatch by minibatch; mean loss and share of right predictions are right"},
    without={"half": "16-bit formats are not asked of the loop: each of its parts would need them"},
)
