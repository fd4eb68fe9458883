"""A class for one parameter, old spellings by .data, a reciprocal root."""


class Scaled:
    def __init__(self, param, average):
        self.param, self.average = param, average

    def see(self, gamma):
        g = self.param.grad.data
        self.average *= gamma
        self.average += (1 - gamma) * g * g
        return self

    def move(self, lr):
        self.param.data -= lr * (self.average + 1e-6).rsqrt() * self.param.grad.data
        self.param.grad.data *= 0


def rmsprop(params, states, hyperparams):
    used = [Scaled(p, s) for p, s in zip(params, states) if p.grad is not None]
    for one in used:
        one.see(hyperparams["gamma"]).move(hyperparams["lr"])
