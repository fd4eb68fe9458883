"""torch's operators on lists of tensors."""

import torch


def sgd_momentum(params, states, hyperparams):
    pairs = [(p, v) for p, v in zip(params, states) if p.grad is not None]
    if not pairs:
        return
    params, velocities = map(list, zip(*pairs))
    with torch.no_grad():
        torch._foreach_mul_(velocities, hyperparams["momentum"])
        torch._foreach_add_(velocities, [p.grad for p in params])
        torch._foreach_sub_(params, torch._foreach_mul(velocities, hyperparams["lr"]))
        for p in params:
            p.grad.zero_()
