"""Wrong answers that the engine makes of any reference: its work with a generic fault before or after it.

A class has the fault around each of its public methods, and around those that Python calls by itself (`__len__`),
except `__init__`. Of a function that makes modules, the forward pass of each has the fault, too.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

from autograder.course.layout import exercise_of
from autograder.grading.answers import KnownAnswer
from autograder.grading.faults import FAULTS, Fault, Needs

_AROUND = '''

import torch


def _each(change, value):
    """`value` with every floating tensor in it changed; what it computes later is changed later."""
    if isinstance(value, torch.Tensor):
        return change(value) if value.is_floating_point() else value
    if isinstance(value, (list, tuple)):
        items = [_each(change, item) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    if isinstance(value, dict):
        return {key: _each(change, item) for key, item in value.items()}
    return (_each(change, item) for item in value) if hasattr(value, "__next__") else value


def _floats(value):
    """The floating tensors in `value`, in order."""
    found = []
    _each(found.append, value)
    return found
'''
_FUNCTION = """

def _in_modules(work, value):
    if isinstance(value, torch.nn.Module):
        forward = value.forward
        value.forward = lambda *args, **kwargs: work(forward, args, kwargs)
    for item in value if isinstance(value, (list, tuple)) else ():
        _in_modules(work, item)
    return value


def {name}(*args, {keeps}**kwargs):
    def work(right, args, kwargs):
        {before}
        result = right(*args, **kwargs)
        {after}
        return result

    return _in_modules(work, work(_right_{name}, args, kwargs))
"""
_METHODS = """

def _faulty(method):
    if isinstance(method, property):
        return property(_faulty(method.fget), method.fset, method.fdel, method.__doc__)
    if isinstance(method, (staticmethod, classmethod)):
        return type(method)(_faulty(method.__func__))
    {keeps}
    def faulty(*args, **kwargs):
        {before}
        result = method(*args, **kwargs)
        {after}
        return result

    return faulty


for _name in {methods}:
    setattr({name}, _name, _faulty(vars({name})[_name]))
"""


def faulty_answers(reference: str, folder: Path) -> list[KnownAnswer]:
    """The text of an exercise's reference with each fault in turn, in the order of FAULTS; nothing is recorded of them."""
    return [
        KnownAnswer(
            fault.id,
            "fault",
            fault.title,
            fault.hint,
            frozenset(),
            _source(reference, exercise_of(folder), fault),
            folder,
        )
        for fault in FAULTS
    ]


def probing_answers(reference: str, folder: Path, fault: str) -> list[str]:
    """The text of an exercise's reference that raises where it is given, or has made, what the fault `fault` would
    change: one text for each thing that it needs. One that passes all tests never meets any."""
    needs = next(known.needs for known in FAULTS if known.id == fault)
    name = exercise_of(folder)
    return [_source(reference, name, replace(probe, id=fault)) for need, probe in _PROBES.items() if need in needs]


_RAISING = "lambda t: (_ for _ in ()).throw(RuntimeError())"
_PROBES = {
    Needs.ARGUMENTS: Fault("", "", "", Needs.NOTHING, before=f"_each({_RAISING}, [args, kwargs])"),
    Needs.RESULTS: Fault("", "", "", Needs.NOTHING, after=f"result = _each({_RAISING}, result)"),
    Needs.SOME_RESULT: Fault("", "", "", Needs.NOTHING, after="assert result is None"),
}


def _source(reference: str, name: str, fault: Fault) -> str:
    """The reference with the fault around its work.

    A function gets another name, rather than be kept in a variable: a text of definitions alone keeps no state.
    """
    tree = ast.parse(reference)
    definitions = [node for node in tree.body if getattr(node, "name", None) == name]
    if definitions and isinstance(definitions[-1], ast.ClassDef):
        methods = _methods(definitions[-1])
        keeps = f"{fault.keeps} = []" if fault.keeps else "pass"
        around = _METHODS.format(name=name, methods=methods, before=fault.before, after=fault.after, keeps=keeps)
        return reference + _AROUND + around
    for definition in definitions:
        definition.name = f"_right_{name}"  # type: ignore[attr-defined]  # it has one, see above
    kept = "" if definitions else f"\n\n_right_{name} = {name}\n"
    keeps = f"{fault.keeps}=[], " if fault.keeps else ""
    around = _FUNCTION.format(name=name, before=fault.before, after=fault.after, keeps=keeps)
    return ast.unparse(tree) + kept + _AROUND + around


def _methods(definition: ast.ClassDef) -> list[str]:
    """The methods that the class defines for others to call: public ones, and such as `__call__` and `__getitem__`."""
    names = [node.name for node in definition.body if isinstance(node, ast.FunctionDef)]
    return [name for name in names if name.startswith("__") or not name.startswith("_") if name != "__init__"]
