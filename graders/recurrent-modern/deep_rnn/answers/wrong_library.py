"""torch's own layer for each."""

import torch

HINT = "The values are right, but torch's own RNN does the work. The loops are what is to be written."
MUST_FAIL = "test_hidden::test_own_work"


def deep_rnn(inputs, states, layers):
    last = []
    for H, (W_xh, W_hh, b_h) in zip(states, layers):
        layer = torch.nn.RNN(*W_xh.shape, device=H.device, dtype=H.dtype)
        given = {"weight_ih_l0": W_xh.T, "weight_hh_l0": W_hh.T, "bias_ih_l0": b_h, "bias_hh_l0": torch.zeros_like(b_h)}
        inputs, H = torch.func.functional_call(layer, given, (inputs, H[None]))
        last.append(H[0])
    return inputs, tuple(last)
