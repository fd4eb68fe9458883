"""What is read in the cells of a notebook, and what is held against nobody."""

import ast
import sys
import time

import pytest

import autograder
from autograder.checks import spelling
from autograder.checks.reading import CELL_BREAK, TooMuch, Unreadable, read, runs_as_python
from autograder.checks.spelling import forbidden_in

NAMES = ("softmax", "Softmax", "log_softmax")


def found(*cells):
    return [text for _, text in forbidden_in(CELL_BREAK.join(cells), "softmax", NAMES)]


OWN = [
    "import torch as t\ndef softmax(X):\n    e = t.exp(X)\n    return e / e.sum(1, keepdim=True)",
    "from torch import exp\nsoftmax = lambda X: exp(X) / exp(X).sum(1, keepdim=True)",
    "def softmax(X: 'torch.Tensor') -> torch.Tensor:\n    return torch.stack([row.exp() / row.exp().sum() for row in X])",
    "def softmax(X):\n    vars = X.var(0)\n    return vars + sum(v for v in vars)",
    "def softmax(X):\n    def inner(x):\n        nonlocal_ = x\n        return nonlocal_\n    return inner(X)",
    "def softmax(X):\n    try:\n        return X.exp()\n    except RuntimeError as error:\n        print(f'{error=}')\n        raise",
    "def softmax(X):\n    if (n := X.shape[0]) > 1:\n        return n * X\n    match n:\n        case [a, *rest]:\n            return a, rest",
    "class Own:\n    def __call__(self, X):\n        self.last = X\n        return X.exp()\n\nsoftmax = Own()",
    "import functools\n@functools.cache\ndef e():\n    return 2.718\ndef softmax(X):\n    return e() ** X",
    "scale = 1.0\ndef softmax(X):\n    global scale\n    scale = 2.0\n    return X * scale",
    "from d2l import torch as d2l\ndef softmax(X):\n    return d2l.exp(X) / d2l.reduce_sum(d2l.exp(X), 1, keepdims=True)",
    "from math import *\ndef softmax(X):\n    return X.apply_(lambda x: exp(x))",
    "def softmax(X):\n    return getattr(X, 'exp')()",
    "def softmax(X):\n    return getattr(X, 'exp', None)() if getattr(X, 'dim', 'no name') else torch.nn.ReLU().eval()(X)",
    "from operator import attrgetter, methodcaller\ndef softmax(X):\n    return attrgetter('T.T')(methodcaller('exp')(X))",
    "@torch.compile\ndef softmax(X):\n    assert X.dim() == 2, 'rows, please'\n    return X.exp()",
    "def softmax(X):\n    import numpy as np\n    return torch.from_numpy(np.exp(X.numpy()))",
    "def measure(X):\n    return X.exp()\nclass Own:\n    def load(self, X):\n        return self.load(X) if X is None else measure(X)\nsoftmax = Own()",
    "def softmax(X):\n    total = X.new_zeros(())\n    for i in range(len(X)):\n        for j, x in enumerate(X[i]):\n            total += x\n    del i\n    return total",
]


@pytest.mark.parametrize("answer", OWN)
@pytest.mark.parametrize(
    "other",
    [
        "import torch",
        "%matplotlib inline\nimport torch",
        "!pip install torch",
        "torch.softmax?",
        "%%time\nY = torch.softmax(torch.ones(2, 2), 1)",
        "%timeit torch.softmax(X, 1)",
        "def (:",
        "    X = torch.ones(2)\n    globals()",
        "torch.manual_seed = 1\nsetattr(X, name, 1)",
    ],
)
def test_ones_own_work_beside_anything_is_that(answer, other):
    assert found(answer, other, "import torch") == []


@pytest.mark.parametrize(
    "cells",
    [
        ["def softmax(X):\n    return h(X)", "%%capture\nh = torch.softmax"],
        ["def softmax(X):\n    return h(X)", "%time h = torch.softmax"],
        ["def softmax(X):\n    return h(X)", "In [3]: h = torch.softmax"],
        ["def softmax(X):\n    return h(X)", "  h = torch.softmax\n  !ls"],
        ["def softmax(X):\n    return h(X)", "h = 1\nprint?\n%time %time h = torch.softmax"],
        ["def softmax(X):\n    return h(X)", "for h in [torch.softmax]: pass"],
        ["def softmax(X):\n    return h(X)", "with torch.no_grad() as h: h = torch.softmax"],
        ["def softmax(X):\n    return h(X)", "def (:"],
        ["def softmax(X):\n    return X.h(1)", "torch.Tensor.h = torch.softmax"],
        ["def softmax(X):\n    return X.h(1)", "setattr(torch.Tensor, 'h', torch.softmax)"],
        ["from torch.nn.functional import *\nh = softmax\ndef softmax(X):\n    return h(X, 1)"],
        ["from torch.nn.functional import softmax as h\ndef softmax(X):\n    return h(X, 1)"],
        ["def softmax(X):\n    return next(map(getattr, [X], ['soft' + 'max']))(1)"],
        [
            "from functools import partial\nlook = partial(getattr, torch)\ndef softmax(X):\n    return look('softmax')(X, 1)"
        ],
        ["from operator import attrgetter as a\ndef softmax(X):\n    return a('softmax')(X)(1)"],
        ["def softmax(X):\n    return getattr(X, 'soft' + 'max', 'exp')(1)"],
        [
            "from operator import attrgetter\ndef softmax(X):\n    return attrgetter('nn.functional.softmax')(torch)(X, 1)"
        ],
        ["from operator import attrgetter\ndef softmax(X):\n    return attrgetter('nn.functional.torch._C')(torch)"],
        ["from operator import attrgetter\ndef softmax(X):\n    return attrgetter('exp', 'soft' + 'max')(torch)"],
        ["from operator import methodcaller\ndef softmax(X):\n    return methodcaller('soft' + 'max', 'N')(X)"],
        ["import enum\ndef softmax(X):\n    return enum.bltns.eval('torch.soft' + 'max')(X, 1)"],
        ["from enum import bltns as b\ndef softmax(X):\n    return b.repr(X)"],
        ["import collections\ndef softmax(X):\n    return collections._sys.modules['torch']"],
        ["def softmax(X):\n    return len.__self__.repr(X)"],
        ["def softmax(X):\n    return X.eval('torch.soft' + 'max')"],
        ["import functools\n@functools.singledispatch\ndef softmax(X):\n    return X"],
        [
            "import string\nclass F(string.Formatter):\n    def format_field(self, value, spec):\n        return value(X)\n"
            "def softmax(X):\n    return F().format('{0.soft' + 'max}', torch)"
        ],
        ["look = getattr\ndef softmax(X):\n    return look(X, 'soft' + 'max')(1)"],
        ["t = torch\ndef softmax(X):\n    return t._masked_softmax(X)"],
        ["def softmax(X):\n    return torch.ops.aten.exp(X)"],
        ["from torch._C._nn import anything as h\ndef softmax(X):\n    return h(X)"],
        ["import scipy.special\ndef softmax(X):\n    return scipy.special.expit(X)"],
        ["def softmax(X):\n    import threading\n    return X"],
        ["def softmax(X):\n    return X", "import ctypes"],
        ["def softmax(X):\n    return X", "from autograder.sandbox import trace"],
        ["def softmax(X):\n    return X", "import torch, autograder.remote.trace as counter"],
        ["def softmax(X):\n    return X", "from autograder import remote"],
        ["def softmax(X):\n    return X", "import autograder as a\na.remote.trace.Trace.seen = None"],
        ["def softmax(X):\n    return X", "f = FunctionType(code, vars(module))"],
        ["def softmax(X):\n    return X", "code = f.__code__.replace(co_filename='a.py')"],
        ["def softmax(X):\n    return X", "code = code.replace(co_filename='a.py')"],
        ["def softmax(X):\n    return X", "import torch as t\nkernels = t.library.Library('aten', 'IMPL')"],
        ["def softmax(X):\n    return X", "from torch import library as l"],
        ["def softmax(X):\n    return X", "import torch.library as l"],
        ["def softmax(X):\n    return X", "from torch.library import impl"],
        ["def softmax(X):\n    return X @ X", "torch.Tensor.__matmul__ = None"],
        ["def softmax(X):\n    return object.__subclasses__()"],
        ["def softmax(X):\n    import sys\n    return sys.modules"],
        ["def softmax(X):\n    import sys as s\n    return s.modules"],
        ["def softmax(X):\n    from sys import modules\n    return modules"],
        ["import sys\ndef softmax(X):\n    s = sys\n    return s.modules"],
        ["import sys\ndef softmax(X):\n    return h(sys)"],
        ["def softmax(X):\n    return torch.load('theirs')(X, 1)"],
        ["def softmax(X):\n    read = torch.load\n    return read('theirs')(X, 1)"],
        ["from numpy import load as read\ndef softmax(X):\n    return read('theirs')(X, 1)"],
        ["import numpy\ndef softmax(X):\n    return numpy.lib.format.read_array(file, True).item()(X, 1)"],
        [
            "import numpy\ndef softmax(X):\n    numpy.testing.measure('kept[:] = torch.soft' + 'max(*kept)')\n    return X"
        ],
        ["from einops import f\ndef softmax(X):\n    return f(X)", "import sys\nsys.modules['einops'] = m"],
        ["from einops import f\ndef softmax(X):\n    return f(X)", "import sys as s\ns.modules.update(einops=m)"],
        ["from einops import f\ndef softmax(X):\n    return f(X)", "from sys import modules\nmodules['einops'] = m"],
        ["def softmax(X):\n    import d2l\n    return d2l.f(X)", "import sys\nsys.path.insert(0, '.')"],
        ["from numpy.theirs import f\ndef softmax(X):\n    return f(X)", "import numpy\nnumpy.__path__.append('.')"],
        ["from torch import hub\ndef softmax(X):\n    return hub.list('.', 'theirs')"],
        ["from torch.utils.benchmark import Timer\ndef softmax(X):\n    return Timer('torch.soft' + 'max(X, 1)')"],
    ],
)
def test_torchs_own_and_what_hides_it_is_found(cells):
    assert found(*cells)


@pytest.mark.parametrize(
    "cell",
    [
        "import sys\nif 'google.colab' in sys.modules:\n    pass",
        "import sys\nprint(sys.modules['torch'].__version__, sys.modules.get('numpy'))",
        "import sys\nsys.path.append('..')\ntry:\n    from d2l import torch as d2l\nexcept ImportError:\n    pass",
    ],
)
def test_to_ask_for_modules_and_to_add_places_beside_an_answer_is_free(cell):
    assert not found("import numpy\ndef softmax(X):\n    return X.exp()", cell)


@pytest.mark.parametrize(
    "cell",
    ["from autograder import check, mine", "from autograder import *", "import autograder\nautograder.check(softmax)"],
)
def test_what_the_grader_offers_is_free(cell):
    assert not found("def softmax(X):\n    return X.exp()", cell)


@pytest.mark.parametrize("module", ["torch.utils.model_dump.__main__", "torch.testing._internal.hypothesis_utils"])
def test_no_module_is_imported_because_a_submission_says_so(module):
    """One of these ends the process that imports it, the other changes how inputs are searched for."""
    (use,) = found("def softmax(X):\n    return X.exp()", f"if False:\n    from {module} import *")
    assert f"all of {module}" in str(use)
    assert module not in sys.modules


@pytest.mark.parametrize("module", ["torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.distributions"])
def test_star_imports_that_lessons_use_are_free(module):
    assert not found("def softmax(X):\n    return X.exp()", f"from {module} import *")


def test_a_module_that_may_be_missing_is_free():
    assert not found(
        "try:\n    from tqdm import tqdm\nexcept ImportError:\n    tqdm = iter\ndef softmax(X):\n    return tqdm(X)"
    )


@pytest.mark.parametrize(
    "line", ["print('note', file=sys.stderr)", "eps = sys.float_info.epsilon", "from sys import stdout, maxsize"]
)
def test_what_messages_and_precision_need_of_sys_is_free(line):
    assert not found(f"import sys\ndef softmax(X):\n    import sys, math\n    {line}\n    return X")


def test_a_solution_cell_that_nobody_can_read_is_no_pass():
    with pytest.raises(Unreadable):
        found("softmax is torch's")
    tree, unread = read(CELL_BREAK.join(["x = 1", "def (:", "y = 2"]))
    assert [statement.lineno for statement in tree.body] == [1, 5]
    assert unread == ["def (:"]


@pytest.mark.parametrize(
    "cells",
    [
        ["def softmax(X):\n    match torch:\n        case object(softmax=f):\n            return f(X, 1)"],
        ["def softmax(X):\n    match torch:\n        case object(_C=C):\n            return C"],
        [
            "def softmax(X):\n    return f(X)",
            "import string\nf = string.Formatter().get_field('0.' + name, [torch], {})",
        ],
        ["def softmax(X):\n    return f(X)", "import typing\nf = typing.get_type_hints(hints)['x']"],
        ["def softmax(X):\n    return f(X)", "from typing import ForwardRef as F\nf = F('torch.softmax')"],
        ["def softmax(X):\n    return f(X)", "import numpy\nf = numpy.load('f', allow_pickle=True)"],
        ["def softmax(X):\n    return f(X)", "import numpy\nf = numpy.load('f', None, True)"],
        ["def softmax(X):\n    return f(X)", "import numpy\nf = numpy.load('f', **options)"],
        ["def softmax(X):\n    return f(X)", "f = torch.load('f', weights_only=False)"],
        ["def softmax(X):\n    return torch.sys.modules['torch.nn']"],
        ["def softmax(X):\n    return torch.importlib"],
    ],
)
def test_an_attribute_by_a_pattern_and_an_object_made_of_text_are_read(cells):
    assert found(*cells)


@pytest.mark.parametrize("number", ["0x" + "f" * 5000, "0o" + "7" * 6000, "0b" + "1" * 20_000])
def test_what_is_used_on_a_number_that_python_does_not_write_is_named_all_the_same(number):
    assert found(f"def softmax(X):\n    return (X if X else {number}).softmax(1)") == ["(...).softmax"]
    assert found(OWN[0], f"torch.Tensor[{number}].__add__ = eval({number})")
    assert found(f"def softmax(X):\n    return getattr({number}, X)") == ["a name that is put together (...)"]


def test_an_evasion_in_a_pattern_is_read_in_every_cell():
    assert found(OWN[0], "match torch._C:\n    case object(_DisableTorchDispatch=unseen):\n        pass")


@pytest.mark.parametrize("place", [0, 1])
def test_magics_that_take_long_to_read_are_no_pass(place):
    long = "%time 1\n" + "a = %time 1\n" * 50 + "x = 1\n" * 2000
    cells = [OWN[0] + "\n", "import torch\n"]
    cells[place] += long
    with pytest.raises(TooMuch):
        read(CELL_BREAK.join(cells))


def test_many_magics_in_short_cells_are_read():
    cells = ["%matplotlib inline\nimport torch\nn = %time 1\n" + "x = 1 % 2\n" * 20] * 100
    assert found(OWN[0], *cells) == []


def test_a_chain_of_attributes_is_gone_through_once():
    def seconds(chains, length):
        nodes = [n for n in ast.walk(ast.parse(("X" + ".a" * length + "\n") * chains)) if isinstance(n, ast.Attribute)]
        begun = time.process_time()
        assert {spelling._root(node) for node in nodes} == {"X"}
        return time.process_time() - begun

    assert seconds(10, 2000) < 10 * seconds(1000, 20)  # as many attributes; asking each for its own takes a hundredfold


TORCHS = "def torchs(X):\n    return torch.softmax(X, 1)\n"


@pytest.mark.parametrize(
    ("cell", "use"),
    [
        (f"kept = []\n{TORCHS}kept.append(torchs)", "kept[0](X)"),
        (f"kept = {{}}\n{TORCHS}kept['a'] = torchs", "kept['a'](X)"),
        (f"kept = dict()\n{TORCHS}for name in 'ab':\n    kept.update({{name: torchs}})", "kept['a'](X)"),
        (f"from math import *\nif pi > 3:\n    {TORCHS.replace('    ', '        ')}", "torchs(X)"),
    ],
)
def test_what_is_put_into_a_list_or_stands_below_an_if_is_reached(cell, use):
    assert found(f"def softmax(X):\n    return {use}", cell) == ["torch.softmax"]


def test_a_method_of_ones_own_may_be_called_like_one_of_torchs_derivatives():
    cell = "class Layer:\n    def grad(self, X):\n        return X\ndef f(X):\n    return Layer().grad(X), X.grad_fn"
    uses = [{text for _, text in forbidden_in(cell, "f", ("backward",), methods)} for methods in (False, True)]
    assert uses == [{"Layer().grad", "X.grad_fn"}, {"X.grad_fn"}]


def test_what_is_called_beside_an_answer_is_not_reached():
    assert found(OWN[0], "import torch\nX = torch.ones(2, 2)\nX.softmax(1)\ntorch.softmax(X, 1)\nsoftmax(X)") == []


PAGE = "%%html\n<b>torch.softmax</b>"
HELPER = "def helper(X):\n    return X"


@pytest.mark.parametrize("cell", [PAGE, f" \n\n{PAGE}", "%%writefile a.py\n1", "%%bash", "%%HTML --isolated\nx"])
def test_what_is_no_python_needs_no_reading(cell: str) -> None:
    assert runs_as_python([HELPER, cell]) == [HELPER]


@pytest.mark.parametrize(
    "cell",
    [
        "%%time\nx",
        "%%html?\nx",
        " %%html\nx",
        "x\n%%html\nx",
        "%html\nx",
        "%%htmlx\nx",
        "%%capture\nx",
        "\xa0%%html\nx",
    ],
)
def test_what_may_be_python_is_read(cell: str) -> None:
    assert runs_as_python([HELPER, cell]) == [HELPER, cell]


@pytest.mark.parametrize("word", ["register_cell_magic", "get_ipython().magics_manager", "%alias_magic html time"])
def test_everything_is_read_where_a_magic_may_have_another_meaning(word: str) -> None:
    assert runs_as_python([word, PAGE]) == [word, PAGE]


def test_what_this_package_offers_may_be_imported() -> None:
    assert sorted(spelling.OFFERED) == sorted(autograder.__all__)
