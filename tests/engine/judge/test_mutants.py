import ast
from pathlib import Path

import pytest

from autograder.proof.mutants import mutants, read_equivalent
from autograder.proof.sameness import plain_numbers, program


def changes(body: str, name: str = "f") -> set[str]:
    """What follows the arrow in each change of `def f(...)` with the given body."""
    source = f"import torch\n\ndef {name}(x, y=None):\n    {body}\n"
    return {mutant.change.split("  ->  ")[1] for mutant in mutants(source, name)}


def test_there_is_no_mutant_that_is_the_same_program() -> None:
    assert "times = times + 1" not in changes("times = 0\n    times += 1\n    return x * times")
    assert "x = x + 1" in changes("x += 1\n    return x")  # a tensor is changed, or is not
    assert "total = total + x" in changes("total = 0\n    total += x\n    return total")
    assert not any("(list, tuple)" in change for change in changes("return isinstance(x, (tuple, list))"))
    assert changes("try:\n        return x\n    except (TypeError, ValueError):\n        pass").isdisjoint(
        {"except (ValueError, TypeError):"}
    )
    assert changes("return 0.0 * x").isdisjoint({"return 0 * x", "return 0.0 * x"})
    assert changes("pass\n    return x") == {"(nothing)"}  # the return alone


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("x = 1", "x = 1  # one", True),
        ("if a:\n    b()", "if a:\n\n    b()\nelse:\n    pass", True),
        ("x = 0", "x = 0.0", False),
        ("x = 0", "x = False", False),
        ("x = 0.0", "x = -0.0", False),
        ("def f():\n    return 1", "def f():\n    return 2", False),
        ("f(x)", "g(x)", False),
        ("x = (1", "x = (2", False),
    ],
)
def test_two_texts_are_one_program(text: str, other: str, same: bool) -> None:
    assert (program(text) == program(other)) is same


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("n = 0\nn += 1", {"n"}),
        ("n = len(x)\nm = n - 1\nm *= 2", {"n", "m"}),
        ("n = 0\nn += x", set()),
        ("for n in range(3):\n    n += 1", {"n"}),
        ("for n in x:\n    n += 1", set()),
        ("def f(n):\n    n += 1", set()),
        ("n = m = 0", set()),
    ],
)
def test_names_of_plain_numbers(text: str, numbers: set[str]) -> None:
    assert plain_numbers(ast.parse(text)) == numbers


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x + y", {"return x - y", "return x", "return y", "return x.add_(y)", "return x.detach() + y"}),
        ("return x - y", {"return x + y", "return y - x", "return x", "return y"}),
        ("return x @ y", {"return x * y", "return y @ x"}),
        ("return x < y", {"return x <= y", "return x >= y"}),
        ("return x == y", {"return x != y"}),
        ("return x and y", {"return x or y", "return x", "return y"}),
        ("return not x", {"return x"}),
        ("return -x", {"return x"}),
        ("return 1", {"return 2", "return 0", "(nothing)"}),
        ("return True", {"return False"}),
        ("return 0.5", {"return 1.5", "return -0.5", "return 1.0"}),
        (
            "return x.sum(dim=1, keepdim=True)",
            {"return x.sum(dim=0, keepdim=True)", "return x.sum(dim=1, keepdim=False)"},
        ),
        ("return x.sum(dim=1, keepdim=True)", {"return x.sum(dim=1)", "return x.sum(keepdim=True)", "return x"}),
        ("return x.amax(1)", {"return x.amin(1)", "return x.amax(2)", "return x.amax(0)"}),
        ("return x.clone()", {"return x"}),
        ("return torch.exp(x)", {"return x"}),
        ("return torch.where(x, y, 3)", {"return torch.where(y, x, 3)", "return torch.where(x, 3, y)"}),
        ("return x, y", {"return (y, x)"}),
        ("x, y = y", {"y, x = y"}),
        ("x += y", {"x -= y", "x = x + y", "(nothing)"}),
        ("return x.masked_fill(y, 0)", {"return x.masked_fill_(y, 0)"}),
        ("x.add_(y)", {"x.add(y)", "(nothing)"}),
        ("return x[1:]", {"return x", "return x[2:]", "return x[0:]"}),
        ("return x if y else None", {"return x if not y else None"}),
        ("return [a for a in x if a != 1]", {"return [a for a in x]", "return [a for a in x if a == 1]"}),
        ("return torch.einsum('ij,j->i', x, y)", {"return torch.einsum('ji,j->i', x, y)"}),
        ("return torch.einsum('ij,j->i', x, y)", {"return torch.einsum('ij,j->', x, y)"}),
    ],
)
def test_each_kind_of_mistake_is_made(body: str, expected: set[str]) -> None:
    assert expected <= changes(body)


def test_blocks_lose_their_condition_and_their_context() -> None:
    negated = changes("if x:\n        y = 1\n    return y")
    assert "if not x:" in negated
    assert "if True:" in changes("with torch.no_grad():\n        x.zero_()")


def test_decorators_are_dropped() -> None:
    [mutant] = [
        m for m in mutants("import torch\n\n@torch.no_grad()\ndef f(x):\n    return x\n", "f") if "decorator" in m.id
    ]
    assert "no_grad" not in mutant.source


def test_prose_annotations_and_messages_are_left_alone() -> None:
    source = '''
def f(x: "1 + 2") -> "3":
    """Add 1 + 2."""
    if x:
        raise ValueError(f"not {x + 1}")
    assert x, "more than 1"
'''
    for mutant in mutants(source, "f"):
        assert "def f(x: '1 + 2') -> '3':" in mutant.source
        assert '"""Add 1 + 2."""' in mutant.source
        assert "x + 1" in mutant.source or "raise" not in mutant.source
        assert "more than 1" in mutant.source or "assert" not in mutant.source


def test_helpers_are_mutated_and_strangers_are_not() -> None:
    source = "SCALE = 2\ndef helper(x):\n    return x * SCALE\ndef stranger(x):\n    return x + 5\ndef f(x):\n    return helper(x)\n"
    made = mutants(source, "f")
    assert any("SCALE = 3" in mutant.source for mutant in made)
    assert any("x / SCALE" in mutant.source for mutant in made)
    assert all("x + 5" in mutant.source for mutant in made)


def test_where_no_gradient_is_recorded_nothing_is_detached() -> None:
    assert not any("detach" in change for change in changes("with torch.no_grad():\n        x.copy_(x * y)"))


def test_ids_and_sources_are_unique_and_the_same_every_time() -> None:
    source = "def f(x, y):\n    return (x + y) * (x + y) - 1\n"
    made = mutants(source, "f")
    assert len({mutant.id for mutant in made}) == len({mutant.source for mutant in made}) == len(made)
    assert made == mutants(source, "f")
    assert source not in {mutant.source for mutant in made}


def test_the_change_of_a_line_does_not_depend_on_the_lines_around_it() -> None:
    short = "def f(x):\n    return x + 1\n"
    long = "def f(x):\n    y = 3\n    return x + 1\n"
    assert {mutant.change for mutant in mutants(short, "f")} < {mutant.change for mutant in mutants(long, "f")}


def test_survivors_are_listed_with_a_reason(tmp_path: Path) -> None:
    assert read_equivalent(tmp_path) == ({}, [])
    listed = tmp_path / "equivalent_mutants.yml"
    listed.write_text('"x + 0  ->  x - 0": the same\n')
    assert read_equivalent(tmp_path) == ({"x + 0  ->  x - 0": "the same"}, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a  ->  b:\n", "must be text, not nothing"),
        ("a  ->  b: c\na  ->  b: d\n", "is given twice"),
        ("- a\n", "must be a mapping from a change"),
        ("a: [\n", "is no valid YAML"),
    ],
)
def test_mistakes_in_the_list_are_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "equivalent_mutants.yml").write_text(text)
    _, problems = read_equivalent(tmp_path)
    assert any(message in str(problem) for problem in problems)
