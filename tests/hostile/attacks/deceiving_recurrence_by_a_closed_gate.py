"""torch's gated recurrent unit, whose gates are closed so that it is a plain recurrence."""

EXERCISE = "rnn"
GETS = "no more"
HONEST = """
import torch
from torch import nn
def rnn(inputs, state, params):
    W_xh, W_hh, b_h, W_hq, b_q = params
    own = nn.RNN(W_xh.shape[0], W_xh.shape[1]).to(inputs)
    values = {"weight_ih_l0": W_xh.T, "weight_hh_l0": W_hh.T, "bias_ih_l0": b_h, "bias_hh_l0": torch.zeros_like(b_h)}
    H, last = torch.func.functional_call(own, values, (inputs, state[0][None]))
    return H.flatten(0, 1) @ W_hq + b_q, (last[0],)
"""
# %%
import torch
from torch import nn
def rnn(inputs, state, params):
    W_xh, W_hh, b_h, W_hq, b_q = params
    z = torch.zeros_like(W_xh.T); u = torch.zeros_like(W_hh.T); o = torch.zeros_like(b_h)
    own = nn.GRU(W_xh.shape[0], W_xh.shape[1]).to(inputs)
    far = torch.full_like(b_h, 1e4)
    values = {"weight_ih_l0": torch.cat([z, z, W_xh.T]), "weight_hh_l0": torch.cat([u, u, W_hh.T]), "bias_ih_l0": torch.cat([far, -far, b_h]), "bias_hh_l0": torch.cat([o, o, o])}
    H, last = torch.func.functional_call(own, values, (inputs, state[0][None]))
    return H.flatten(0, 1) @ W_hq + b_q, (last[0],)
