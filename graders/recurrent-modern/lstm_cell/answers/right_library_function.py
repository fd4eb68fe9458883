"""torch.lstm_cell with the parameters in the library's order and layout."""

import torch


def lstm_cell(X, state, params):
    order = (0, 1, 3, 2)  # input, forget, candidate, output
    w_ih, w_hh = (torch.cat([params[3 * gate + kind].T for gate in order]) for kind in range(2))
    b = torch.cat([params[3 * gate + 2] for gate in order])
    return torch.lstm_cell(X, state, w_ih, w_hh, b, torch.zeros_like(b))
