"""torch's own layer, with the parameters in its layout."""

import torch

HINT = "The values are right, but torch's own LSTM does the work. The loop over the steps is what is to be written."
MUST_FAIL = "test_hidden::test_own_work"


def lstm(inputs, state, params):
    W_x, W_h, b = (torch.cat([params[start + 3 * k] for k in (0, 1, 3, 2)], dim=-1) for start in range(3))
    layer = torch.nn.LSTM(*params[0].shape, device=W_x.device, dtype=W_x.dtype)
    given = {"weight_ih_l0": W_x.T, "weight_hh_l0": W_h.T, "bias_ih_l0": b, "bias_hh_l0": torch.zeros_like(b)}
    states, (H, C) = torch.func.functional_call(layer, given, (inputs, tuple(s[None] for s in state)))
    return states.flatten(0, 1) @ params[12] + params[13], (H[0], C[0])
