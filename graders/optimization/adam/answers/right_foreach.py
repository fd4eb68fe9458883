"""Lists of tensors at a time, with torch's foreach operators."""

import torch


@torch.no_grad()
def adam(params, states, hyperparams):
    beta1, beta2 = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    t = hyperparams["t"]
    grads = [p.grad for p in params]
    vs, ss = [v for v, _ in states], [s for _, s in states]
    torch._foreach_mul_(vs, beta1)
    torch._foreach_add_(vs, grads, alpha=1 - beta1)
    torch._foreach_mul_(ss, beta2)
    torch._foreach_addcmul_(ss, grads, grads, value=1 - beta2)
    roots = torch._foreach_sqrt(torch._foreach_div(ss, 1 - beta2**t))
    torch._foreach_add_(roots, hyperparams.get("eps", 1e-6))
    torch._foreach_addcdiv_(params, vs, roots, value=-hyperparams["lr"] / (1 - beta1**t))
    torch._foreach_zero_(grads)
    hyperparams["t"] += 1
