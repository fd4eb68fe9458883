"""Generic faults: what may be wrong with any answer, each with a hint in plain words; `faulty` puts them into a
reference.

`autograder selftest` proves that the tests of an exercise notice those that apply to it. A learner whose answer behaves
like one of them gets its hint, where no known answer of the exercise fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto


class Needs(Flag):
    """What an exercise must have for a fault to be one: calls with floating tensors among their arguments, or in their
    results, or results at all (what changes its arguments has none)."""

    NOTHING = 0
    ARGUMENTS = auto()
    RESULTS = auto()
    SOME_RESULT = auto()


@dataclass(frozen=True)
class Fault:
    """`before` and `after` are the statements around the reference's work, on `args`, `kwargs` and `result`.

    `keeps` is the name of a list that stays from one call to the next.
    """

    id: str
    title: str
    hint: str
    needs: Needs
    before: str = "pass"
    after: str = "pass"
    keeps: str = ""


_BOTH = Needs.ARGUMENTS | Needs.RESULTS
_FLOAT32 = (
    "This behaves as if everything were computed in float32, whatever the dtype of the arguments: look for .float(), "
    "torch.float32, or a tensor that is made without dtype=. The result should have the dtype of the arguments."
)
_FLOAT64 = (
    "This behaves as if everything were computed in float64, whatever the dtype of the arguments: look for .double(), "
    "torch.float64, or an array of NumPy. The result should have the dtype of the arguments."
)
FAULTS = (
    Fault(
        "severed",
        "The result is detached.",
        "The values are right, but as far as autograd can see the result does not depend on the arguments: .detach(), .data, "
        ".item(), torch.no_grad(), NumPy and torch.tensor(...) sever the graph.",
        _BOTH,
        after="result = _each(lambda t: t.detach(), result)",
    ),
    Fault(
        "through-numpy",
        "The result comes from NumPy.",
        "This behaves as if the result came from NumPy, which knows neither gradients, nor bfloat16, nor devices other than the "
        "CPU: compute with torch's tensors alone.",
        _BOTH,
        after="result = _each(lambda t: torch.from_numpy(t.detach().cpu().numpy()), result)",
    ),
    Fault(
        "on-the-cpu",
        "The result is on the CPU, wherever the arguments are.",
        "The values are right, but the result is always on the CPU: look for .cpu(), or a tensor that is made without device=. "
        "It should be on the device of the arguments.",
        _BOTH,
        after="result = _each(lambda t: t.cpu(), result)",
    ),
    Fault(
        "always-float32",
        "Everything is computed in float32.",
        _FLOAT32,
        _BOTH,
        before="args, kwargs = _each(lambda t: t.float(), args), _each(lambda t: t.float(), kwargs)",
    ),
    Fault(
        "ends-in-float32",
        "The result is made float32.",
        _FLOAT32,
        _BOTH,
        after="result = _each(lambda t: t.float(), result)",
    ),
    Fault(
        "always-float64",
        "Everything is computed in float64.",
        _FLOAT64,
        _BOTH,
        before="args, kwargs = _each(lambda t: t.double(), args), _each(lambda t: t.double(), kwargs)",
    ),
    Fault(
        "ends-in-float64",
        "The result is made float64.",
        _FLOAT64,
        _BOTH,
        after="result = _each(lambda t: t.double(), result)",
    ),
    Fault(
        "half-inside",
        "The result has passed through float16.",
        "This behaves as if the result had been rounded to float16 on its way: look for .half() or torch.float16. Compute in the "
        "dtype of the arguments.",
        _BOTH,
        after="result = _each(lambda t: t.half().to(t.dtype), result)",
    ),
    Fault(
        "refuses-half",
        "Arguments in float16 and bfloat16 are refused.",
        "This works for float32 and float64, but raises for float16 or bfloat16: use operators that take any floating dtype.",
        Needs.ARGUMENTS,
        before="if any(t.element_size() == 2 for t in _floats([args, kwargs])): raise RuntimeError(\"not implemented for 'Half'\")",
    ),
    Fault(
        "in-place",
        "The first tensor among the arguments is changed.",
        "This changes its first tensor argument: +=, methods that end in _, and writing to .data or to X[...] change the tensor "
        "that the caller goes on with.",
        _BOTH,
        after="for t in _floats([args, kwargs])[:1]: t.detach().sub_(1)",
    ),
    Fault(
        "returns-none",
        "Nothing is returned.",
        "This returns None: the last line should be `return ...`.",
        Needs.SOME_RESULT,
        after="result = None",
    ),
    Fault(
        "returns-tuple",
        "The result is in a tuple.",
        "This returns a tuple around its result: look for a comma at the end of the line with `return`.",
        Needs.SOME_RESULT,
        after="result = (result,)",
    ),
    Fault(
        "cached",
        "Every call returns what the first one returned.",
        "This behaves as if every call returned what the first call has computed: keep nothing from one call to the next, "
        "neither in a global variable nor in a default of a parameter.",
        Needs.NOTHING,
        before="if _first: return _first[0]",
        after="_first.append(result)",
        keeps="_first",
    ),
    Fault(
        "contiguous-only",
        "Arguments that are views, such as a transposed one, raise.",
        "This works only for tensors that lie in memory without gaps: .view(...) raises for a transposed or strided tensor, "
        ".reshape(...) does not.",
        Needs.ARGUMENTS,
        before="[t.view(-1) for t in _floats([args, kwargs])]",
    ),
    Fault(
        "rounded",
        "The result is rounded to four digits.",
        "The result is rounded to four digits behind the point: leave out the rounding, which also makes every gradient zero.",
        _BOTH,
        after="result = _each(lambda t: torch.round(t, decimals=4), result)",
    ),
    Fault(
        "seeded",
        "A seed is set at every call.",
        "This sets a seed inside: then whoever draws random numbers afterwards gets the same ones again and again. Leave "
        "torch.manual_seed to the caller.",
        Needs.NOTHING,
        before="torch.manual_seed(0)",
    ),
    Fault(
        "gradients-left-off",
        "Gradients are off afterwards.",
        "After the call, gradients are switched off for everything that follows: write `with torch.no_grad():`, which ends by "
        "itself, not torch.set_grad_enabled(False).",
        Needs.NOTHING,
        after="torch.set_grad_enabled(False)",
    ),
    Fault(
        "default-dtype-left",
        "The default dtype is another one afterwards.",
        "After the call, torch's default dtype is another one: say dtype= where a tensor is made, and leave "
        "torch.set_default_dtype alone.",
        Needs.NOTHING,
        after="torch.set_default_dtype(torch.float64)",
    ),
    Fault(
        "default-device-left",
        "The default device is set afterwards.",
        "After the call, torch's default device is set: say device= where a tensor is made, and leave "
        "torch.set_default_device alone.",
        Needs.NOTHING,
        after='torch.set_default_device("cpu")',
    ),
)
