"""What was done once before the forks shows in no submission's cells."""

import json
import os

import forked
import pytest

from autograder.sandbox import policy

_SCRIPT = """
import json, sys
import torch
from autograder.sandbox import host
from autograder.remote import wire

before = torch.rand(3, generator=torch.Generator().manual_seed(torch.initial_seed()))
host.prepare()
guest = host.Host(host.Limits())
outputs = [guest.answer(wire.Packet(wire.Execute(cell))).message.outputs for cell in sys.argv[1:]]
shown = [[[output.text or output.data.get("text/plain"), output.traceback] for output in cell] for cell in outputs]
assert torch.equal(torch.rand(3), before)
sys.__stdout__.write(json.dumps(shown))
"""


@pytest.fixture
def shown(tmp_path):
    def of(*cells):
        environment = {**os.environ, "HOME": str(tmp_path), "MPLBACKEND": policy.ENVIRONMENT["MPLBACKEND"]}
        done = forked.program(_SCRIPT, *cells, env=environment)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return of


def test_no_name_or_error_of_a_rehearsed_cell_is_left(shown):
    names = "sorted(name for name in dir() if name[0] != '_' and name not in ('In', 'Out', 'exit', 'quit', 'open'))"
    (names, *_), (error, *_) = shown(names, "import sys\nhasattr(sys, 'last_value')")
    assert (names[0], error[0]) == ("['get_ipython']", "False")


def test_a_traceback_names_cells_and_shows_the_lines_of_functions_and_libraries(shown):
    _, ((_, traceback),) = shown("def halve(x):\n    return x / 0", "import json\njson.loads('[')\nhalve(1)")
    text = "\n".join(traceback)
    assert "Cell In[2], line 2" in text
    assert "json.loads('[')" in text
    assert "json/decoder.py" in text
    _, ((_, traceback),) = shown("def halve(x):\n    return x / 0", "halve(1)")
    text = "\n".join(traceback)
    assert "Cell In[1], line 2, in halve(x)" in text
    assert "return x / 0" in text
