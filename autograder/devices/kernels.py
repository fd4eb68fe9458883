"""Steps of torch's recurrent layers, for a device that has no fused kernels of its own.

On accelerators nn.LSTM, nn.GRU and their cells call fused kernels that the CPU lacks. Each function takes that kernel's
arguments: gates_x and gates_h are (n, gates * h), the states (n, h), biases (gates * h,); its last result stands for
the kernel's workspace, which nobody reads.
"""

from collections.abc import Callable
from typing import Any

import torch

__all__ = ["UNFUSED"]


def _lstm_step(
    gates_x: torch.Tensor, gates_h: torch.Tensor, cell: torch.Tensor, *biases: torch.Tensor | None
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    i, f, g, o = _with_biases(gates_x + gates_h, *biases).chunk(4, 1)
    new_cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
    return o.sigmoid() * new_cell.tanh(), new_cell, gates_x


def _gru_step(
    gates_x: torch.Tensor,
    gates_h: torch.Tensor,
    hidden: torch.Tensor,
    bias_x: torch.Tensor | None = None,
    bias_h: torch.Tensor | None = None,
) -> tuple[torch.Tensor, torch.Tensor]:
    r_x, z_x, n_x = _with_biases(gates_x, bias_x).chunk(3, 1)
    r_h, z_h, n_h = _with_biases(gates_h, bias_h).chunk(3, 1)
    update, candidate = (z_x + z_h).sigmoid(), (n_x + (r_x + r_h).sigmoid() * n_h).tanh()
    return update * hidden + (1 - update) * candidate, gates_x


def _with_biases(gates: torch.Tensor, *biases: torch.Tensor | None) -> torch.Tensor:
    return sum((bias for bias in biases if bias is not None), start=gates)


UNFUSED: dict[str, Callable[..., Any]] = {
    "aten::_thnn_fused_lstm_cell": _lstm_step,
    "aten::_thnn_fused_gru_cell": _gru_step,
}
