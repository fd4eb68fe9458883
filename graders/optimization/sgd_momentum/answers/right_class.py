"""A class for one parameter, all steps of which are made in the end."""

import torch


class Ball:
    def __init__(self, place, velocity):
        self.place, self.velocity = place, velocity

    def roll(self, lr, momentum):
        """As torch.optim.SGD with a momentum."""
        with torch.no_grad():
            self.velocity *= momentum
            self.velocity += self.place.grad
            self.place.sub_(self.velocity * lr)
            self.place.grad.mul_(0)


def sgd_momentum(params, states, hyperparams):
    balls = [Ball(p, v) for p, v in zip(params, states) if p.grad is not None]
    for ball in balls:
        ball.roll(**hyperparams)
