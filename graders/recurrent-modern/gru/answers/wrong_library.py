"""torch's own layer, with the parameters in its layout."""

import torch

HINT = "torch's own GRU does the work. The loop over the steps is what is to be written; besides, that unit resets after the product."
MUST_FAIL = "test_hidden::test_values"


def gru(inputs, state, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h, W_hq, b_q = params
    layer = torch.nn.GRU(W_xz.shape[0], W_xz.shape[1], device=W_xz.device, dtype=W_xz.dtype)
    b = torch.cat([b_r, b_z, b_h])
    given = {
        "weight_ih_l0": torch.cat([W_xr, W_xz, W_xh], 1).T,
        "weight_hh_l0": torch.cat([W_hr, W_hz, W_hh], 1).T,
        "bias_ih_l0": b,
        "bias_hh_l0": torch.zeros_like(b),
    }
    states, H = torch.func.functional_call(layer, given, (inputs, state[0][None]))
    return states.flatten(0, 1) @ W_hq + b_q, (H[0],)
