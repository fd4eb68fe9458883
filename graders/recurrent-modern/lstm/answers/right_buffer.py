"""Written row by row into a tensor that was made first; gates in a dict, products by einsum."""

import torch


def lstm(inputs, state, params):
    gates = {name: params[3 * k : 3 * k + 3] for k, name in enumerate("ifoc")}
    W_hq, b_q = params[-2:]
    H, C = state
    n = inputs.shape[1]
    Y = H.new_zeros(len(inputs) * n, W_hq.shape[1])
    for t in range(len(inputs)):
        before = {
            name: torch.einsum("nd,dh->nh", inputs[t], W_x) + torch.einsum("nk,kh->nh", H, W_h) + b
            for name, (W_x, W_h, b) in gates.items()
        }
        C = torch.sigmoid(before["f"]) * C + torch.sigmoid(before["i"]) * torch.tanh(before["c"])
        H = torch.sigmoid(before["o"]) * torch.tanh(C)
        Y[t * n : t * n + n] = torch.einsum("nh,hq->nq", H, W_hq) + b_q
    return Y, (H, C)
