"""A figure that a cell shows is drawn once: laying it out twice was the larger part of a notebook's computing."""

import os
import subprocess
import sys

import pytest

from autograder.sandbox import policy

_SCRIPT = """
import sys
import matplotlib.figure
from autograder.sandbox import host, wire

host.prepare()
guest = host.Host(host.Limits())
drawn, draw = [], matplotlib.figure.Figure.draw
matplotlib.figure.Figure.draw = lambda self, *args: (drawn.append(self), draw(self, *args))[1]
for cell in sys.argv[1:]:
    shown = guest.answer(wire.Packet(wire.Execute(cell))).message.outputs
pictures = sum("image/png" in (output.data or {}) for output in shown)
sys.__stdout__.write(f"{len(drawn)} drawn, {pictures} shown")
"""


@pytest.mark.parametrize("magic", ["", "%matplotlib inline\n"])
def test_a_figure_is_drawn_once_and_shown_once(magic, tmp_path):
    cell = f"{magic}import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    environment = {**os.environ, "HOME": str(tmp_path), "MPLBACKEND": policy.ENVIRONMENT["MPLBACKEND"]}
    command = [sys.executable, "-c", _SCRIPT, cell]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "1 drawn, 1 shown", done.stderr
