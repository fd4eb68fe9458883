"""torch's operators on lists of tensors."""

import torch


@torch.no_grad()
def adagrad(params, states, hyperparams):
    pairs = [(p, s) for p, s in zip(params, states) if p.grad is not None]
    if not pairs:
        return
    params, sums = map(list, zip(*pairs))
    grads = [p.grad for p in params]
    torch._foreach_addcmul_(sums, grads, grads)
    roots = torch._foreach_sqrt(torch._foreach_add(sums, 1e-6))
    torch._foreach_addcdiv_(params, grads, roots, value=-hyperparams["lr"])
    for p in params:
        p.grad = None
