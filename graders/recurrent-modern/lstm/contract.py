"""lstm(inputs, state, params): long short-term memory over a whole sequence, with an output layer.

What is special about a layer of any cell is said in `autograder.checks.recurrent`. A slip in the cell is charged in lstm_cell
as well: here it leaves the points for outputs, form and order.
"""

from autograder.checks.cells import Cell
from autograder.checks.contract import OwnWork
from autograder.checks.recurrent import layer

LSTM = Cell((("W_xi", "W_hi", "b_i"), ("W_xf", "W_hf", "b_f"), ("W_xo", "W_ho", "b_o"), ("W_xc", "W_hc", "b_c")))

contract = layer(
    "lstm(inputs, state, params)",
    lambda ns, inputs, state, params: ns.lstm(inputs, state, params),
    LSTM,
    ("H", "C"),
    parts={
        "forget and output gates": ("W_xf", "W_hf", "b_f", "W_xo", "W_ho", "b_o"),
        "input gate and candidate": ("W_xi", "W_hi", "b_i", "W_xc", "W_hc", "b_c"),
        "candidate": ("W_xc", "W_hc", "b_c"),
    },
    own=OwnWork(
        names=("LSTM", "LSTMCell", "RNNBase"),
        ops=("lstm", "lstm_cell", "_thnn_fused_lstm_cell"),
    ),
)
