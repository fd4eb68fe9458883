"""A running root mean square as a class, used twice; old spellings by .data."""


class RootMeanSquare:
    def __init__(self, tensor, rho):
        self.tensor, self.rho = tensor, rho

    def update(self, x):
        self.tensor.mul_(self.rho).add_(x**2, alpha=1 - self.rho)

    def value(self):
        return (self.tensor + 1e-5) ** 0.5


def adadelta(params, states, hyperparams):
    for p, state in zip(params, states):
        if p.grad is not None:
            gradients, steps = (RootMeanSquare(tensor, hyperparams["rho"]) for tensor in state)
            g = p.grad.data
            gradients.update(g)
            step = g * steps.value() / gradients.value()
            p.data = p.data - step
            steps.update(step)
            p.grad.data.zero_()
    return params
