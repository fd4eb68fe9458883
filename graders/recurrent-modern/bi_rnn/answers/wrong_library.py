"""torch's own layer for each direction."""

import torch

HINT = "The values are right, but torch's own RNN does the work. The loops are what is to be written."
MUST_FAIL = "test_hidden::test_own_work"


def direction(inputs, H, W_xh, W_hh, b_h):
    layer = torch.nn.RNN(*W_xh.shape, device=H.device, dtype=H.dtype)
    given = {"weight_ih_l0": W_xh.T, "weight_hh_l0": W_hh.T, "bias_ih_l0": b_h, "bias_hh_l0": torch.zeros_like(b_h)}
    made, H = torch.func.functional_call(layer, given, (inputs, H[None]))
    return made, H[0]


def bi_rnn(inputs, states, forward_params, backward_params):
    there, H = direction(inputs, states[0], *forward_params)
    back, K = direction(inputs.flip(0), states[1], *backward_params)
    return torch.cat([there, back.flip(0)], -1), (H, K)
