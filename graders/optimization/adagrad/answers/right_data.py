"""A helper that knows one parameter, old spellings by .data, a power in the place of the root."""


def rate(s, lr):
    """The learning rate of each element."""
    return lr * (s + 1e-6).pow(-0.5)


def one(p, s, lr):
    g = p.grad.data
    s.add_(g * g)
    p.data.sub_(rate(s, lr).mul(g))
    g.fill_(0)


def adagrad(params, states, hyperparams):
    for i, p in enumerate(params):
        if p.grad is not None:
            one(p, states[i], **hyperparams)
    return params, states
