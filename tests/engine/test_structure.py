"""The engine's imports, read from its files: none runs in a circle, neither among modules nor among folders."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ENGINE = Path(__file__).resolve().parents[2] / "autograder"
TEMPLATE = ENGINE / "newcourse" / "template"  # a course, which comes with the engine and is none of it


def name_of(path):
    parts = path.relative_to(ENGINE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_by(path, modules):
    """The engine's modules that a file imports anywhere in it, for types alone as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.fixture(scope="module")
def imports():
    files = [path for path in ENGINE.rglob("*.py") if TEMPLATE not in path.parents]
    modules = {name_of(path): path for path in files}
    return {name: modules.keys() & set(imported_by(path, modules)) for name, path in modules.items()}


def assert_no_circle(graph):
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_no_module_imports_itself_by_way_of_others(imports):
    assert len(imports) > 200
    assert_no_circle(imports)


def test_no_folder_does(imports):
    folders = {}
    for name, others in imports.items():
        folder = name.split(".")[:2][-1]
        folders.setdefault(folder, set()).update(other.split(".")[:2][-1] for other in others)
    assert {"checks", "grading", "sandbox"} <= folders.keys()
    assert_no_circle({folder: others - {folder} for folder, others in folders.items()})


def test_a_circle_would_be_named():
    with pytest.raises(pytest.fail.Exception, match="imports"):
        assert_no_circle({"a": {"b"}, "b": {"a"}})
