"""Compilers compile nothing while grading: in a process of their own, as they stay as they are in this one."""

import forked
import pytest


@pytest.mark.parametrize(
    "code",
    [
        "@torch.compile\ndef f(x): return x + 1",
        "@torch.compile(mode='reduce-overhead', dynamic=True)\ndef f(x): return x + 1",
        "def f(x): return x + 1\nf = torch.compile(f, fullgraph=True)",
        "f = torch.compile(model=lambda x: x + 1)",
        "@torch.jit.script\ndef f(x): return x + 1",
        "f = torch.jit.trace(lambda x: x + 1, torch.ones(2))",
        "f = torch.jit.trace(func=lambda x: x + 1, example_inputs=torch.ones(2))",
        "f = torch.compile(torch.nn.Identity())\nf.compile()\ng = f\nf = lambda x: g(x) + 1",
        "@torch.compiler.disable\ndef f(x): return x + 1",
        "f = lambda x: torch.func.jvp(lambda y: 2 * y, (x,), (x,))[1]",
    ],
)
def test_a_compiled_function_runs_as_it_is_written(code):
    script = (
        "import sys, torch\nfrom autograder.sandbox.light_torch import lighten\n"
        "from autograder.sandbox.eager import run_eagerly\nlighten()\nrun_eagerly()\n"
        f"{code}\nassert f(torch.ones(1)).item() == 2\nassert 'torch._inductor' not in sys.modules\n"
    )
    done = forked.program(script)
    assert done.returncode == 0, done.stderr
