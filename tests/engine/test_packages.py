"""The engine's packages: of two, one imports the other, and never both each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import autograder

PACKAGE = Path(autograder.__file__).parent
PACKAGES = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def imported(path: Path) -> Iterator[str]:
    """The engine's packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            package, _, rest = name.partition(".")
            if package == "autograder" and rest.partition(".")[0] in PACKAGES:
                yield rest.partition(".")[0]


def test_no_two_packages_import_each_other():
    ties = {(name, other) for name in PACKAGES for path in (PACKAGE / name).glob("*.py") for other in imported(path)}
    assert len(ties) > 30
    assert {(name, other) for name, other in ties if name != other and (other, name) in ties} == set()
    assert ("grading", "cluster") not in ties
