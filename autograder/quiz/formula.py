"""Formulas as data: `(H - K + 2*P)//S + 1`, `exp(x)/(1 + exp(x))`. They are computed, never run as Python."""

from __future__ import annotations

import ast
import math
import operator
import re
import unicodedata
import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from autograder.quiz.refusal import Refusal

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
_MODULES = ("math", "np", "numpy", "torch")  # whose functions of these names mean the same
_POWER = re.compile("[\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
_SIGNS = str.maketrans(
    {
        "\u2212": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2010": "-",
        "\u00d7": "*",
        "\u00b7": "*",
        "\u22c5": "*",
        "\u2217": "*",
    }
    | {"\u00f7": "/", "\u2215": "/", "\u2044": "/", "\u2236": "/"}
)
_ADVICE = {  # for a sign that no formula has
    "=": "write what stands to the right of =, such as",
    "\u221a": "write sqrt(...) for a root, and otherwise as in",
    "\\": "write it as in Python, not as in LaTeX, such as",
    "%": "write it without %, such as",
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
_ARGUMENTS = {"log": (1, 2), "min": range(2, 100), "max": range(2, 100)}  # how many; of the others one


class ExpressionError(Refusal):
    """No formula, or one without a value."""


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
            raise ExpressionError("{formula} has no value here: {error}", formula=self.text, error=error) from None
        if not finite:
            raise ExpressionError("{formula} is not finite here", formula=self.text)
        return value


def parse(text: str, variables: Collection[str]) -> Expression:
    """Read a formula in `variables`. Raises ExpressionError with what to write instead."""
    return of_tree(tree_of(text), variables, text.strip())


def of_tree(tree: ast.expr, variables: Collection[str], text: str | None = None) -> Expression:
    """The formula that `tree_of` read. Raises ExpressionError with what to write instead."""
    try:
        _check(tree, variables)
        return Expression(ast.unparse(tree) if text is None else text, tree)
    except RecursionError:
        raise ExpressionError("the formula is nested too deeply") from None


def tree_of(text: str) -> ast.expr:
    """What is typed as Python would read it, after signs that people take from elsewhere are replaced: − × · ÷ ^ x² ½.

    Raises ExpressionError with what to write instead.
    """
    if len(text) > _LONGEST:
        raise ExpressionError("a formula has at most {most} characters", most=_LONGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(_in_python(text), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        advice = next((advice for sign, advice in _ADVICE.items() if sign in text), "write it as in Python, such as")
        raise ExpressionError(
            "{text} is no formula; {advice} 2*x + exp(-x), with * for every product",
            text=repr(text[:80]),
            advice=advice,
        ) from None


def _in_python(text: str) -> str:
    # Powers and fractions first: NFKC would make x2 of x², and 11/2 of 1½.
    text = _POWER.sub(lambda power: f"**({unicodedata.normalize('NFKC', power[0])})", text)
    text = "".join(_fraction(sign) if unicodedata.category(sign) == "No" else sign for sign in text)
    return unicodedata.normalize("NFKC", text).translate(_SIGNS).replace("^", "**").strip()


def _fraction(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    return f"({plain})" if "\u2044" in plain else sign


def _check(node: ast.expr, variables: Collection[str]) -> None:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return
        case ast.Name(id=name):
            if name not in variables and name not in _CONSTANTS:
                known = ", ".join(variables) or "none"
                raise ExpressionError(
                    "{name} is not known here; the variables are: {known}", name=repr(name), known=known
                )
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in _MODULES and name in _CONSTANTS:
            return
        case ast.Tuple():
            raise ExpressionError("a comma makes a pair; write a point for the decimals, as in 0.5*x")
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            _check(operand, variables)
        case ast.BinOp(left=left, op=op, right=right):
            if type(op) not in _OPERATORS:
                raise ExpressionError("unknown operator; use + - * / **, and abs(x) for |x|")
            _check(left, variables)
            _check(right, variables)
        case ast.Call(func=func, args=args, keywords=[]) if name := _function(func):
            if len(args) not in _ARGUMENTS.get(name, (1,)):
                several = name in ("min", "max")
                takes = "{name}(...) takes two values or more" if several else "{name}(...) takes one value"
                raise ExpressionError(takes, name=name)
            for argument in args:
                _check(argument, variables)
        case ast.Call(func=ast.Name(id=name)) if name in variables:
            raise ExpressionError("write * for a product: {name}*(...)", name=name)
        case _:
            raise ExpressionError(
                "{part} is not allowed in a formula; use numbers, variables, + - * / **, and {functions}",
                part=repr(ast.unparse(node)[:40]),
                functions=", ".join(_FUNCTIONS),
            )


def _function(node: ast.expr) -> str:
    """The name of the function that is called, "" for none that formulas have."""
    match node:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="math" | "np" | "numpy" | "torch"), attr=name):
            return name if name in _FUNCTIONS else ""
    return ""


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
        case ast.Attribute(attr=name):
            return _CONSTANTS[name]
        case ast.Call(func=func, args=args):
            return _FUNCTIONS[_function(func)](*(_value(argument, values) for argument in args))
    raise ExpressionError("{kind} has no value", kind=type(node).__name__)
