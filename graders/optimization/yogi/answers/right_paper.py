"""The paper's sign, subtracted; defaults filled in, old spellings by .data, a helper for the correction."""


def corrected(average, beta, t):
    return average / (1 - beta**t)


def yogi(params, states, hyperparams):
    for name, default in {"beta1": 0.9, "beta2": 0.999, "eps": 1e-3}.items():
        hyperparams.setdefault(name, default)
    t, b1, b2 = hyperparams["t"], hyperparams["beta1"], hyperparams["beta2"]
    for p, (v, s) in zip(params, states):
        if p.grad is not None:
            g = p.grad.data
            v.mul_(b1).add_((1 - b1) * g)
            s.sub_((1 - b2) * (s - g * g).sign() * g * g)
            p.data -= hyperparams["lr"] * corrected(v, b1, t) / (corrected(s, b2, t) ** 0.5 + hyperparams["eps"])
            g.zero_()
    hyperparams.update(t=t + 1)
