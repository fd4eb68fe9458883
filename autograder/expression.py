"""Formulas as data: `(H - K + 2*P)//S + 1`, `exp(x)/(1 + exp(x))`. They are computed, never run as Python."""

from __future__ import annotations

import ast
import math
import operator
import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

Number = int | float

_LONGEST = 500
_OPERATORS: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: lambda x, y: math.pow(x, y),  # of floats, so that a tower of powers overflows instead of growing
}
_CONSTANTS = {"pi": math.pi, "e": math.e}


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp,
    "log": math.log,
    "ln": math.log,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "sigmoid": _sigmoid,
    "abs": abs,
    "min": min,
    "max": max,
}


class ExpressionError(ValueError):
    """No formula, or one without a value; the message says why."""


@dataclass(frozen=True)
class Expression:
    """A formula that was read and found to use only known names."""

    text: str
    tree: ast.expr

    def __call__(self, values: Mapping[str, Number]) -> Number:
        """Its value. Raises ExpressionError where it has none that is real and finite."""
        try:
            value = _value(self.tree, values)
            finite = math.isfinite(value)  # raises for a whole number beyond every float
        except (ArithmeticError, ValueError, TypeError, RecursionError) as error:
            raise ExpressionError(f"{self.text} has no value here: {error}") from None
        if not finite:
            raise ExpressionError(f"{self.text} is not finite here")
        return value


def parse(text: str, variables: Collection[str]) -> Expression:
    """Read a formula in `variables`. Raises ExpressionError with what to write instead."""
    if len(text) > _LONGEST:
        raise ExpressionError(f"a formula has at most {_LONGEST} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(f"{text[:80]!r} is no formula; write it as in Python, such as 2*x + exp(-x)") from None
    try:
        _check(tree, variables)
    except RecursionError:
        raise ExpressionError("the formula is nested too deeply") from None
    return Expression(text.strip(), tree)


def _check(node: ast.expr, variables: Collection[str]) -> None:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return
        case ast.Name(id=name):
            if name not in variables and name not in _CONSTANTS:
                known = ", ".join(variables) or "none"
                raise ExpressionError(f"{name!r} is not known here; the variables are: {known}")
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            _check(operand, variables)
        case ast.BinOp(left=left, op=op, right=right):
            if type(op) not in _OPERATORS:
                advice = "write ** for a power" if isinstance(op, ast.BitXor) else "use + - * / **"
                raise ExpressionError(f"unknown operator; {advice}")
            _check(left, variables)
            _check(right, variables)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS and args:
            for argument in args:
                _check(argument, variables)
        case ast.Call(func=ast.Name(id=name)) if name in variables:
            raise ExpressionError(f"write * for a product: {name}*(...)")
        case _:
            raise ExpressionError(
                f"{ast.unparse(node)[:40]!r} is not allowed in a formula; use numbers, variables, + - * / **, and "
                f"{', '.join(_FUNCTIONS)}"
            )


def _value(node: ast.expr, values: Mapping[str, Number]) -> Number:
    match node:
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.Name(id=name):
            return values[name] if name in values else _CONSTANTS[name]
        case ast.UnaryOp(op=op, operand=operand):
            value = _value(operand, values)
            return -value if isinstance(op, ast.USub) else value
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value(left, values), _value(right, values))
        case ast.Call(func=ast.Name(id=name), args=args):
            return _FUNCTIONS[name](*(_value(argument, values) for argument in args))
    raise ExpressionError(f"{type(node).__name__} has no value")
