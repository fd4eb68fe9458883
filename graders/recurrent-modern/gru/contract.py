"""gru(inputs, state, params): a gated recurrent unit over a whole sequence, with an output layer.

What is special about a layer of any cell is said in `autograder.checks.recurrent`. A slip in the cell is charged in gru_cell
as well: here it leaves the points for outputs, form and order.
"""

from autograder.checks.cells import Cell
from autograder.checks.contract import OwnWork
from autograder.checks.recurrent import layer

GRU = Cell((("W_xz", "W_hz", "b_z"), ("W_xr", "W_hr", "b_r"), ("W_xh", "W_hh", "b_h")))

contract = layer(
    "gru(inputs, state, params)",
    lambda ns, inputs, state, params: ns.gru(inputs, state, params),
    GRU,
    ("H",),
    parts={
        "no reset gate": tuple(name for name in GRU.names if name != "W_hh"),
        "update gate": ("W_xz", "W_hz", "b_z"),
        "candidate": ("W_xh", "W_hh", "b_h"),
    },
    own=OwnWork(
        names=("GRU", "GRUCell", "RNNBase"),
        ops=("gru", "gru_cell", "_thnn_fused_gru_cell"),
    ),
)
