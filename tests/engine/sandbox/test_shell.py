"""What serves only a learner's own screen or machine costs nothing; what cannot be had says what it meets."""

import pytest
from behind import Inside

SKIPPED = [
    "from google.colab import drive, files\ndrive.mount('/content/drive')\nfiles.upload()",
    "import google.colab.output\ngoogle.colab.output.clear()",
    "%matplotlib widget",
    "%matplotlib notebook",
    "%matplotlib tk",
    "get_ipython().run_line_magic('matplotlib', 'widget')",
    "import matplotlib\nmatplotlib.use('TkAgg')",
    "%config InlineBackend.figure_formats = ['svg']\nimport matplotlib.pyplot as plt\nplt.plot([1]);",
    "!pip install torch",
    "%pip install torch",
    "%conda install pytorch",
    "%load_ext autoreload\n%autoreload 2",
    "%load_ext tensorboard\n%tensorboard --logdir runs",
    "%watermark -v",
    "%pdb on",
    "%gui qt",
    "breakpoint()",
    "exit()",
    "quit()",
]


def test_what_chooses_a_display_or_sets_up_a_machine_lets_the_cell_run_on(inside: Inside) -> None:
    for cell in SKIPPED:
        shown = inside(f"{cell}\nprint('after')")
        assert "after" in shown, (cell, shown)
        assert "Error" not in shown, (cell, shown)
        assert "/guest" not in shown, (cell, shown)


def test_a_timed_cell_defines_what_it_defines(inside: Inside) -> None:
    assert inside("%%time\ndef f(): return 'timed'\nprint(f())").startswith("timed")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("input('name? ')", "EOFError: nobody answers input() while grading: assign the value"),
        ("import getpass\ngetpass.getpass()", "EOFError: nobody answers input()"),
        ("import os\nos.fork()", "PermissionError: not permitted: no further processes while grading"),
        ("import subprocess\nsubprocess.run(['ls'])", "no further processes while grading"),
        (
            "import torch\nfrom torch.utils.data import DataLoader, TensorDataset\n"
            "list(DataLoader(TensorDataset(torch.ones(4)), num_workers=2))",
            "no further processes while grading (give a DataLoader num_workers=0)",
        ),
        ("from autograder import nothing", "ImportError: cannot import name 'nothing' from 'autograder'"),
        ("%%bash\nls", "`%%bash` is not run while grading"),
        ("%%unknown\nls", "`%%unknown` is not run while grading"),
    ],
)
def test_what_cannot_be_had_says_so(inside: Inside, cell: str, said: str) -> None:
    shown = inside(cell)
    assert said in shown
    assert "/guest" not in shown
