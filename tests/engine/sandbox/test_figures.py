"""A figure that a cell makes is shown once, whether the cell asks for it or leaves it to its end."""

import os

import forked
import pytest

from autograder.sandbox import policy

_DRAWINGS = """
import sys
from autograder.sandbox import host
from autograder.remote import wire

host.prepare()
guest = host.Host(host.Limits())
for cell in sys.argv[1:]:
    shown = guest.answer(wire.Packet(wire.Execute(cell))).message.outputs
pictures = sum("image/png" in (output.data or {}) for output in shown)
sys.__stdout__.write(f"{pictures} shown")
"""


@pytest.mark.parametrize("magic", ["", "%matplotlib inline\n"])
def test_a_figure_is_shown_once(magic, tmp_path):
    cell = f"{magic}import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    environment = {**os.environ, "HOME": str(tmp_path), "MPLBACKEND": policy.ENVIRONMENT["MPLBACKEND"]}
    done = forked.program(_DRAWINGS, cell, env=environment)
    assert done.stdout == "1 shown", done.stderr
