"""torch's recurrent layer does the work."""

HINT = "The values are right, but torch.nn.RNN has found them. Here the loop over the steps is to be your own."
MUST_FAIL = "test_hidden::test_own_work"

import torch
from torch import nn


def rnn(inputs, state, params):
    W_xh, W_hh, b_h, W_hq, b_q = params
    layer = nn.RNN(*W_xh.shape, dtype=inputs.dtype, device=inputs.device)
    weights = {"weight_ih_l0": W_xh.T, "weight_hh_l0": W_hh.T, "bias_ih_l0": b_h, "bias_hh_l0": torch.zeros_like(b_h)}
    states, last = torch.func.functional_call(layer, weights, (inputs, state[0].unsqueeze(0)))
    return (states @ W_hq + b_q).flatten(0, 1), (last[0],)
