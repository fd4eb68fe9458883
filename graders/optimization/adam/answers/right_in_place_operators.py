"""In-place operators throughout, in the order of torch's own code."""

import math

import torch


@torch.no_grad()
def adam(params, states, hyperparams):
    b1, b2, eps = (hyperparams.get(k, d) for k, d in (("beta1", 0.9), ("beta2", 0.999), ("eps", 1e-6)))
    t = hyperparams["t"]
    correction1 = 1 - b1**t
    correction2 = math.sqrt(1 - b2**t)
    for i in range(len(params)):
        g, (v, s) = params[i].grad, states[i]
        v.mul_(b1).add_(g, alpha=1 - b1)
        s.mul_(b2).addcmul_(g, g, value=1 - b2)
        denominator = s.sqrt().div_(correction2).add_(eps)
        params[i].addcdiv_(v, denominator, value=-hyperparams["lr"] / correction1)
        g.zero_()
    hyperparams["t"] = t + 1
