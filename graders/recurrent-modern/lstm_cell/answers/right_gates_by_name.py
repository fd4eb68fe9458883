"""A dictionary of gates, filled in a loop."""

import torch


def lstm_cell(X, state, params):
    H, C = state
    rest = iter(params)
    gates = {}
    for name in ("input", "forget", "output", "candidate"):
        W_x, W_h, b = next(rest), next(rest), next(rest)
        activation = torch.tanh if name == "candidate" else torch.nn.Sigmoid()
        gates[name] = activation(torch.mm(X, W_x) + torch.mm(H, W_h) + b.unsqueeze(0))
    C = gates["forget"] * C + gates["input"] * gates["candidate"]
    return gates["output"] * torch.nn.functional.tanh(C), C
