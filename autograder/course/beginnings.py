"""What the files of a new exercise begin with, by its kind. Each place that waits for its author has the mark TO_DO.

In every text `NAME` stands for the exercise's id, `PLACE` for its notebook.
"""

from __future__ import annotations

from dataclasses import dataclass

# `autograder selftest` lists each line with it, and proves nothing before the last of them is gone.
TO_DO = "TO DO:"

_REGION = """### BEGIN SOLUTION
    # TO DO: the reference, in place of the next line
    raise NotImplementedError("the reference is not written yet")
    ### END SOLUTION"""


@dataclass(frozen=True)
class Beginning:
    """`solution` is the solution cell, `contract` the file from which hidden tests come."""

    solution: str
    contract: str


def _contract(maker: str, call: str, arguments: str, *, imports: str = "", helper: str = "") -> str:
    lines = "\n".join(sorted(filter(None, (imports, f"from autograder.checks.contract import {maker}"))))
    return f'''"""What NAME is asked to do; the tests that follow from it are listed in autograder/checks/battery.py."""

{lines}


{arguments}


{helper}contract = {maker}(
    "{call}",
    {{behaviour}},
    arguments,
    # TO DO: other sizes, edges and what may not be called, where they matter; see autograder/checks/contract.py
)
'''


_FUNCTION = Beginning(
    f'''def NAME(X):
    """TO DO: what it does, in one sentence.

    X: TO DO: shape and dtype. Returns: TO DO: shape, dtype and device.
    """
    {_REGION}
''',
    _contract(
        "function",
        "NAME(X)",
        """def arguments(rng, n=4, d=7):
    # TO DO: the arguments of one call, from sizes that have ordinary values
    return (rng.normal(n, d),)""",
    ).replace("{behaviour}", "lambda ns, X: ns.NAME(X)"),
)
_OPTIMISER = Beginning(
    f'''def NAME(params, lr):
    """TO DO: what one step does, in one sentence.

    params: list of leaf tensors that require gradients, each with its .grad; changed in place. lr: the learning rate.
    """
    {_REGION}
''',
    _contract(
        "writes",
        "NAME(params, lr)",
        """def arguments(rng, n=3):
    # TO DO: the arguments of one call, from sizes that have ordinary values; each parameter has its gradient
    params = [rng.normal(n), rng.normal(2, n)]
    for p in params:
        p.grad = rng.normal(*p.shape)
    return params, 0.1""",
        imports="from autograder.checks import inplace",
        helper='''def stepped(ns, params, lr):
    """The parameters after one step."""
    inplace(ns.NAME)(params, lr)
    return params


''',
    ).replace("{behaviour}", "stepped"),
)
_GENERATOR = Beginning(
    f'''def NAME(batch_size, features, labels):
    """TO DO: what it yields, in one sentence.

    batch_size: a whole number. features: tensor (n, d). labels: tensor (n,). Yields: TO DO: shapes, and what comes last.
    """
    {_REGION}
''',
    _contract(
        "batches",
        "NAME(batch_size, features, labels)",
        """def arguments(rng, n=7, batch_size=3):
    # TO DO: the arguments of one call, from sizes that have ordinary values
    return batch_size, rng.normal(n, 2), rng.normal(n)""",
        imports="from autograder.checks.minibatches import each_once",
    ).replace("{behaviour}", 'each_once("NAME(batch_size, features, labels)")'),
)
_PLAIN = Beginning(
    f'''def NAME(text):
    """TO DO: what it does, in one sentence.

    text: TO DO: what it may be. Returns: TO DO: what, of which type.
    """
    {_REGION}
''',
    _contract(
        "plain",
        "NAME(text)",
        """def arguments(rng, n=4):
    # TO DO: the arguments of one call, from sizes that have ordinary values
    return (" ".join("abcdefgh"[:n]),)""",
    ).replace("{behaviour}", "lambda ns, text: ns.NAME(text)"),
)
_MODULE = Beginning(
    '''class NAME(nn.Module):
    """TO DO: what it does, in one sentence."""

    def __init__(self, channels):
        ### BEGIN SOLUTION
        # TO DO: the reference's parts, in place of the next line
        raise NotImplementedError("the reference is not written yet")
        ### END SOLUTION

    def forward(self, X):
        """X: TO DO: its shape. Returns: TO DO: shape, dtype and device."""
        ### BEGIN SOLUTION
        # TO DO: the reference's forward pass, in place of the next line
        raise NotImplementedError("the reference is not written yet")
        ### END SOLUTION
''',
    _contract(
        "module",
        "NAME(channels)(X)",
        """def arguments(rng, n=4, channels=3):
    # TO DO: what makes the module, then what its forward pass takes, from sizes that have ordinary values
    return channels, rng.normal(n, channels)""",
    ).replace("{behaviour}", "lambda ns, channels: ns.NAME(channels)"),
)
KINDS = {
    "function": _FUNCTION,
    "module": _MODULE,
    "optimiser": _OPTIMISER,
    "generator": _GENERATOR,
    "plain": _PLAIN,
}

PUBLIC_TEST = '''"""What a learner can run: the worked example of the notebook, and what its contract states."""

from autograder.checks import fail, points


@points(1, "the worked example comes out as in the text")
def test_example(student, device):
    # TO DO: the worked example of PLACE, by assert_close(student.NAME(...), ...)
    fail("the public test of NAME is not written yet")
'''
RIGHT = '''"""TO DO: another right way, in one line; name the file after it."""


def NAME(*args, **kwargs):
    raise NotImplementedError("this right answer is not written yet")
'''
MISTAKES = """\
# Known wrong answers that are edits of the reference; one that is none is a file answers/wrong_<id>.py.
# TO DO: the mistakes that you expect, in place of the line below, each like this:
#
# - id: forgets_the_root
#   title: The root is left out.
#   find: text of the reference that stands there once
#   replace: what a learner writes
#   hint: A sentence that tells the learner what is wrong, without the answer.
[]
"""
HINTS = """\
# What hint(NAME) says before grading, one sentence after the other, without the code of an answer.
- "TO DO: where to look."
- "TO DO: what is often understood wrongly there."
- "TO DO: a step worked out with numbers."
"""
PROSE = """\
## `NAME`

TO DO: what it computes, with the mathematics, the contract (shapes, dtypes, what may not be called) and a worked example.
"""
