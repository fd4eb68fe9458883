"""What serves only a learner's own screen or machine costs nothing; what cannot be had says what it meets."""

import ast

import pytest
from behind import Inside
from IPython.core.inputtransformer2 import TransformerManager

SKIPPED = [
    "from google.colab import drive, files\ndrive.mount('/content/drive')\nfiles.upload()",
    "import google.colab.output\ngoogle.colab.output.clear()",
    "from google.colab import userdata\nimport os\nos.environ['KEY'] = userdata.get('KEY')",
    "from google.colab import auth, runtime\nauth.authenticate_user()\nruntime.unassign()",
    "from google.colab import files\nfor name, data in files.upload().items():\n    raise OSError",
    "from google.colab.data_table import DataTable\nDataTable([1])",
    "import google.colab\nfrom google.colab.patches import cv2_imshow\ncv2_imshow(1)",
    "from google.colab import output, widgets\nwith output.use_tags('a'):\n    output.enable_custom_widget_manager()",
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


def test_a_magics_text_reaches_it_as_ipython_would_hand_it_on(inside: Inside) -> None:
    define = (
        "from IPython.core.magic import register_cell_magic\n"
        "@register_cell_magic\ndef tell(line, cell): print(repr((line, cell)))\n"
    )
    manager = TransformerManager()
    for cell in ("%%tell  a b \n1\n\n 2", "\n\n%%tell a\n'x'\n", "%%tell a\n# %%tell\n!ls"):
        called = ast.parse(str(manager.transform_cell(cell))).body[0].value
        expected = tuple(ast.literal_eval(argument) for argument in called.args[1:])
        assert inside(f"{define}get_ipython().run_cell({cell!r});") == repr(expected), cell


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
        (
            "from google.colab import userdata\nuserdata.get('KEY')",
            "google.colab.userdata.get(...) is skipped while grading: it needs Colab, and somebody who answers",
        ),
        ("%%unknown\nls", "`%%unknown` is not run while grading"),
    ],
)
def test_what_cannot_be_had_says_so(inside: Inside, cell: str, said: str) -> None:
    shown = inside(cell)
    assert said in shown
    assert "/guest" not in shown
