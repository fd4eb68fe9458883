"""What an answer's code says: which names of torch's it uses, by whatever way it got them."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from functools import cache

from autograder.checks.reached import Unknown, is_one_of, reached
from autograder.checks.reading import read

# What a notebook may import of this package: its `__all__`.
OFFERED = ("check", "hint", "mine", "numbers", "practice", "progress", "quiz")
# What makes a name unreadable: looked up by text that is put together, or run from text.
_DYNAMIC_CALLS = {"eval", "exec", "compile", "__import__", "globals", "locals", "vars", "get_ipython"}
_DYNAMIC_NAMES = {
    "__base__",
    "__bases__",
    "__builtins__",
    "__closure__",
    "__code__",
    "__dict__",
    "__getattribute__",
    "__globals__",
    "__loader__",
    "__mro__",
    "__self__",
    "__spec__",
    "__subclasses__",
    "getmembers",
    "import_module",
    # Text that becomes an object: a field of a format, an annotation, a pickle.
    "ForwardRef",
    "allow_pickle",
    "convert_field",
    "evaluate_forward_ref",
    "format_field",
    "get_annotations",
    "get_field",
    "get_type_hints",
    "singledispatch",
    "singledispatchmethod",
    "weights_only",
}
# Functions of torch's, NumPy's and pandas' that run text, or make objects of what lies in files. One's own may be
# called so.
_OF_FILES = {
    "NpzFile",
    "load",
    "measure",
    "read_array",
    "read_pickle",
    "rundocs",
    "runstring",
}
# By what name they are found in other modules: they lead to everything.
_LEADING = {"bltns", "builtins", "importlib", "inspect", "os", "sys"}
_LOOK_UPS = {"getattr", "attrgetter", "methodcaller"}
_RUNS = {"eval", "exec", "__import__"}
_NEVER_PASSED_ON = _LOOK_UPS | _RUNS  # `map(getattr, ...)`
_MAGICS = {"run_cell_magic", "run_line_magic", "system", "getoutput"}
# What nobody needs for an exercise, in any cell above its check: it blinds who counts operators, or exchanges what is
# read.
_EVASIONS = {
    "_DisableTorchDispatch",
    "_disable_current_modes",
    "_pop_mode",
    "_python_dispatch",
    "TorchDispatchMode",
    "__torch_dispatch__",
    "ast_transformers",
    "builtins",
    "user_ns",
    "user_global_ns",
    "input_transformers_cleanup",
    "input_transformers_post",
    "ctypes",
    "setprofile",
    "settrace",
    # Which file or object it is that a module's name stands for; `_exchanged` looks at sys.modules.
    "__path__",
    "meta_path",
    "path_hooks",
    "path_importer_cache",
    # Whose frame or object it is that counts, and a hook that hears of all that is run.
    "_current_frames",
    "_getframe",
    "addaudithook",
    "currentframe",
    "f_back",
    "f_locals",
    "get_objects",
    "get_referents",
    "get_referrers",
    "gi_frame",
    "setprofile_all_threads",
    "settrace_all_threads",
    "tb_frame",
    # What torch asks an object while it makes a tensor of it, where it leaves out whoever counts.
    "__complex__",
    "__float__",
    "__index__",
    "__int__",
    # By which torch's own code gets the name of another file, or an operator another kernel.
    "CodeType",
    "FunctionType",
    "__code__",
    "co_filename",
    "_dispatch_library",
    "torch.library",
    # A string.Formatter finds what text says, without being called by a name that a reader would look for.
    "convert_field",
    "format_field",
    "formatter_field_name_split",
    "get_field",
    "string.Formatter",
    "vformat",
}
# Of a longer list of what answers are found to import. What is not here may do the work, or hide it.
_MODULES = set(
    """__future__ abc cmath collections contextlib copy d2l dataclasses decimal enum einops fractions functools itertools
    jaxtyping math matplotlib numbers numpy operator pandas random statistics string time torch tqdm typing
    typing_extensions warnings""".split()
)
# Of sys, which leads to everything that is loaded: what a message or a precision needs.
_OF_SYS = {"byteorder", "float_info", "getsizeof", "maxsize", "platform", "stderr", "stdout", "version", "version_info"}
# By which a file beside the notebook becomes a module: of sys and of site.
_PLACES = {"path", "addsitedir"}
# By which anything else of torch is reached, or anything else that is loaded, or text and files are run.
_OF_TORCH = set(
    """ao benchmark builtins bundled_inputs classes collect_env cpp_extension distributed export fx hub importlib inspect library
    mobile_optimizer model_dump model_zoo multiprocessing onnx ops os overrides package serialization show_pickle sys
    throughput_benchmark""".split()
)
# All ways to torch's derivatives: where `backward` is not to be used, nor are these. A node of a graph is a function,
# too.
_DERIVATIVES = (
    *("autograd", "backward", "grad", "grad_and_value", "grad_fn", "hessian", "jacfwd", "jacobian", "jacrev", "jvp"),
    *("linearize", "next_functions", "run_backward", "vjp"),
)
_PRIVATE_AND_USED = ("_foreach_", "_assert", "_check")
_HARMLESS = {"__doc__", "__name__", "__qualname__", "__wrapped__"}


def forbidden_in(source: str, name: str, names: tuple[str, ...], methods: bool = False) -> Iterator[tuple[int, str]]:
    """(line, spelling) of each use of torch's `names` in the definition of `name` and the definitions that it reaches.

    With `methods`, what is also the name of a method of the submission's own is taken for that one: who asks so looks
    at what ran as well. Raises Unreadable when the solution cell is no Python.
    """
    tree, _ = read(source)
    yield from _evasions(tree)
    answer = _Answer(tree, _refused(names) - (_methods(tree) if methods else set()))
    for node in reached(tree, name):
        found = f"{node.unknown}, a name that no cell defines" if isinstance(node, Unknown) else answer.forbidden(node)
        if found:
            yield getattr(node, "lineno", 1), found


def mentioned_in(source: str, name: str, names: tuple[str, ...], methods: bool = False) -> Iterator[tuple[int, str]]:
    """The same for what an answer mentions openly: attributes and imports called like one of torch's `names`, and
    modules."""
    tree, _ = read(source)
    answer = _Answer(tree, _refused(names) - (_methods(tree) if methods else set()))
    for node in reached(tree, name):
        if isinstance(node, ast.Attribute | ast.Name | ast.Import | ast.ImportFrom) and (
            found := answer.mentioned(node)
        ):
            yield node.lineno, found


class _Answer:
    """The names of a notebook that stand for torch, and the uses of what an answer is to be written without."""

    def __init__(self, tree: ast.Module, names: set[str]) -> None:
        self._names = frozenset(names) | {f"{name}_" for name in names}  # and what does the same in place
        self._own = {"self", "cls"} | {part.name for part in tree.body if isinstance(part, ast.ClassDef)}
        self._torch = {"torch"}  # names of torch and of its modules
        self._adds_places = any(
            isinstance(node, ast.Attribute) and node.attr in _PLACES and not is_one_of({"os"}, node.value)
            for node in ast.walk(tree)
        )
        self._imported: dict[str, str] = {}  # those of `names` that were imported, by what they are called here
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name.split(".")[0] == "torch":
                        self._torch.add(alias.asname or "torch")
            elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "torch":
                for called, full in _imported_by(node):
                    self._torch.add(called)
                    if full.rpartition(".")[2] in self._names:
                        self._imported[called] = full
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and _root(node.value) in self._torch:
                self._torch.update(target.id for target in node.targets if isinstance(target, ast.Name))

    def mentioned(self, node: ast.Attribute | ast.Name | ast.Import | ast.ImportFrom) -> str | None:
        """A use of one of the names, or of a module that is not for answers, without any disguise."""
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            others = [module for module in modules if module.split(".")[0] not in ("torch", "sys")]
            return next(filter(None, map(_module, others)), None)
        if isinstance(node, ast.Name):
            return self._imported.get(node.id)
        return _shown(node) if node.attr in self._names and not is_one_of(self._own, node.value) else None

    def forbidden(self, node: ast.AST) -> str | None:
        """What is wrong with `node`, in words; None when nothing is."""
        match node:
            case ast.Attribute(attr=attr) if attr in self._names and not is_one_of(self._own, node.value):
                return _shown(node)
            case ast.Attribute(attr=attr) if attr in _DYNAMIC_NAMES:
                return f"names that cannot be read ({_shown(node)})"
            case ast.FunctionDef(name=name) if name in _DYNAMIC_NAMES:
                return f"names that cannot be read ({name})"
            case ast.Attribute(attr=attr) if attr.lstrip("_") in _LEADING and not is_one_of(self._own, node.value):
                return f"names that cannot be read ({_shown(node)})"
            case ast.Attribute(attr=attr) if attr in _OF_FILES and not is_one_of(self._own, node.value):
                return f"what is read from a file ({_shown(node)})"
            case ast.MatchClass(kwd_attrs=attrs) if found := self._matched(attrs):
                return found
            case ast.keyword(arg=str(arg)) if arg in _DYNAMIC_NAMES:
                return f"what is read from a file ({arg}=)"
            case ast.Name(id=id) if id in _DYNAMIC_NAMES:
                return f"names that cannot be read ({id})"
            case ast.ImportFrom(names=aliases) if any(
                alias.name in _DYNAMIC_NAMES or alias.name.lstrip("_") in _LEADING for alias in aliases
            ):
                return f"names that cannot be read (of {node.module})"
            case ast.Attribute(value=ast.Name(id="sys") as module, attr=attr):
                module.asked = True  # type: ignore[attr-defined]  # by name, which is judged here
                return None if attr in _OF_SYS else f"names that cannot be read (sys.{attr})"
            case ast.Name(id="sys") if not hasattr(node, "asked"):
                return "names that cannot be read (sys)"
            case ast.ImportFrom(module="sys", names=aliases) if all(alias.name in _OF_SYS for alias in aliases):
                return None
            case ast.Attribute() if _root(node) in self._torch and _is_private(node.attr):
                return f"private parts of torch ({_shown(node)})"
            case ast.Name(id=id, ctx=ast.Load()) if id in self._imported:
                return self._imported[id]
            case ast.Import(names=aliases):
                aliases = [alias for alias in aliases if (alias.name, alias.asname) != ("sys", None)]
                return next(filter(None, (self._module(alias.name) for alias in aliases)), None)
            case ast.ImportFrom(module=module, names=aliases):
                if any(alias.name in _NEVER_PASSED_ON and alias.asname for alias in aliases):
                    return f"names that cannot be read (of {module})"
                if any(alias.name in _OF_FILES for alias in aliases):
                    return f"what is read from a file (of {module})"
                private = [a.name for a in aliases if (module or "").startswith("torch") and _is_private(a.name)]
                return self._module(module or "") or (
                    f"private parts of torch ({module}.{private[0]})" if private else None
                )
            case ast.Call():
                return self._called(node)
            case ast.Name(id=word) | ast.Attribute(attr=word) if word in _NEVER_PASSED_ON and not hasattr(
                node, "called"
            ):
                return f"names that cannot be read ({word})"
        return None

    def _module(self, name: str) -> str | None:
        """The same as `_module`, and of one that is not installed, where the notebook adds places in which modules are
        looked for."""
        if found := _module(name):
            return found
        return f"a module {name} that is not installed" if self._adds_places and not _is_installed(name) else None

    def _matched(self, attrs: list[str]) -> str | None:
        """The same of `case object(softmax=found)`, which reads an attribute."""
        for attr in attrs:
            if attr in self._names or attr in _DYNAMIC_NAMES | _OF_FILES or _is_private(attr):
                return f"the name {attr!r}"
        return None

    def _called(self, call: ast.Call) -> str | None:
        function = call.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        function.called = True  # type: ignore[attr-defined]  # judged here; a mention elsewhere is a use of its own
        if _is_magic(call) or (name == "get_ipython" and hasattr(call, "magic")):
            return None
        if name in _LOOK_UPS:
            # Elsewhere a name in quotes is harmless: a docstring, a message, the key of a dict, a default.
            places = {"getattr": call.args[1:2], "methodcaller": call.args[:1]}.get(name, call.args)
            texts = [getattr(place, "value", None) for place in places if isinstance(place, ast.Constant)]
            written = [text for text in texts if isinstance(text, str)]
            for part in (part for text in written for part in text.split(".")):
                if part in self._names or _is_private(part) or part in _EVASIONS or part in _OF_FILES:
                    return f"the name {part!r}"
            if not places or len(written) < len(places):
                return f"a name that is put together ({_shown(call)})"
        # `net.eval()` has no text.
        if (name in _DYNAMIC_CALLS and isinstance(function, ast.Name)) or (name in _RUNS and call.args):
            return f"names that cannot be read ({_shown(call)})"
        return None


def _shown(node: ast.expr) -> str:
    """How `node` begins as code."""
    try:
        return ast.unparse(node)[:60]
    except (ValueError, RecursionError):  # of a number of more than some thousand digits Python writes no decimals
        return f"(...).{node.attr}" if isinstance(node, ast.Attribute) else "..."


def _refused(names: tuple[str, ...]) -> set[str]:
    return {*names, *(_DERIVATIVES if "backward" in names else ())}


def _methods(tree: ast.Module) -> set[str]:
    """The names of the methods of the classes in the cells."""
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {part.name for node in classes for part in node.body if isinstance(part, ast.FunctionDef)}


def _evasions(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """What blinds the counting of operators or exchanges torch's own functions, wherever it stands."""
    strings = {alias.asname or alias.name for alias in _imports(tree) if alias.name == "string"}
    graders = {alias.asname or alias.name for alias in _imports(tree) if alias.name == "autograder"}
    for node in ast.walk(tree):
        words: list[str] = []
        if isinstance(node, ast.Attribute):
            words = [node.attr]
            special = node.attr.startswith("__") and node.attr not in _HARMLESS
            if special and isinstance(node.ctx, ast.Store) and _root(node) not in ("self", "cls"):
                yield node.lineno, f"operators with another meaning ({_shown(node)} = ...)"
        elif isinstance(node, ast.Name | ast.FunctionDef):
            words = [node.id if isinstance(node, ast.Name) else node.name]
        elif isinstance(node, ast.Import):
            words = [word for alias in node.names for word in (alias.name, *alias.name.split("."))]
        elif isinstance(node, ast.ImportFrom):
            words = [*(node.module or "").split("."), node.module or "", *(alias.name for alias in node.names)]
            words += [f"{node.module}.{alias.name}" for alias in node.names]
            # Nothing is imported here because a submission says so: a module of torch's may end the process, or change
            # it.
            if words[0] == "torch" and node.names[0].name == "*" and node.module not in sys.modules:
                yield node.lineno, f"names that cannot be read (all of {node.module})"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = [node.value]
        elif isinstance(node, ast.keyword):
            words = [node.arg or ""]
        elif isinstance(node, ast.MatchClass):
            words = node.kwd_attrs
        if isinstance(node, ast.Attribute) and node.attr == "Formatter" and _root(node) in strings:
            words.append("string.Formatter")
        if isinstance(node, ast.Attribute) and node.attr == "library" and _root(node) not in ("self", "cls"):
            words.append("torch.library")
        for word in words:
            if word in _EVASIONS:
                yield getattr(node, "lineno", 1), f"what hides work from its grader ({word})"
        if part := _of_the_grader(node, graders):
            yield getattr(node, "lineno", 1), f"parts of the grader ({part})"
    for node in _exchanged(tree):
        yield node.lineno, "what puts another module in the place of one (sys.modules)"


def _of_the_grader(node: ast.AST, called: set[str]) -> str | None:
    """What leads into this package, which is `called` so, past what it offers to notebooks."""
    names: list[str] = []
    match node:
        case ast.Import(names=aliases):
            names = [alias.name for alias in aliases]
        case ast.ImportFrom(module=str(module), names=aliases):
            names = [f"{module}.{alias.name}" for alias in aliases if alias.name != "*" or module != "autograder"]
        case ast.Attribute(value=ast.Name(id=id), attr=attr) if id in called:
            names = [f"autograder.{attr}"]
    parts = (name for name in names if name.startswith("autograder.") and name.partition(".")[2] not in OFFERED)
    return next(parts, None)


def _exchanged(tree: ast.Module) -> Iterator[ast.expr | ast.stmt]:
    """Each use of sys.modules but for a question whether a module is there, and for that module."""
    called = {alias.asname or alias.name for alias in _imports(tree) if alias.name == "sys"}
    asked: set[ast.expr] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Compare(comparators=others):
                asked.update(others)
            case (
                ast.Subscript(value=value, ctx=ast.Load())
                | ast.Call(func=ast.Attribute(value=value, attr="get" | "keys"))
            ):
                asked.add(value)
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=id), attr="modules") if id in called and node not in asked:
                yield node
            case ast.ImportFrom(module="sys", names=aliases) if any(
                alias.name in ("modules", "*") for alias in aliases
            ):
                yield node


def _imports(tree: ast.Module) -> list[ast.alias]:
    return [alias for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]


def _imported_by(node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    """(name here, full name) of what an import from a module of torch's brings, that of a star included."""
    for alias in node.names:
        if alias.name == "*":
            yield from ((name, f"{node.module}.{name}") for name in _public(node.module or ""))
        else:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _public(module: str) -> tuple[str, ...]:
    """What `from module import *` brings, of a module of torch's that is loaded; see `_evasions` for others."""
    return _listed(module) if module in sys.modules else ()


@cache
def _listed(module: str) -> tuple[str, ...]:
    loaded = sys.modules[module]
    return tuple(getattr(loaded, "__all__", [name for name in vars(loaded) if not name.startswith("_")]))


def _module(name: str) -> str | None:
    """What is wrong with importing the module `name` where an answer uses it."""
    parts = name.split(".")
    if parts[0] not in _MODULES:
        return f"the module {name}" if name else None
    if parts[0] == "torch" and any(_is_private(part) for part in parts[1:]):
        return f"private parts of torch ({name})"
    return None


@cache
def _is_installed(module: str) -> bool:
    root = module.split(".")[0]
    return root in sys.modules or importlib.util.find_spec(root) is not None


def _is_private(name: str) -> bool:
    """Of an attribute of torch's: not for answers."""
    private = name.startswith("_") and not name.startswith(("__", *_PRIVATE_AND_USED))
    return private or name in _OF_TORCH


def _is_magic(call: ast.Call) -> bool:
    """`get_ipython().run_line_magic(...)` as IPython makes it of `%time`; marks the call of get_ipython inside."""
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr not in _MAGICS:
        return False
    inner = function.value
    if not (isinstance(inner, ast.Call) and is_one_of({"get_ipython"}, inner.func)):
        return False
    inner.magic = True  # type: ignore[attr-defined]
    return True


def _root(node: ast.expr) -> str:
    """The name at the left of `a.b.c`."""
    chain = []
    while isinstance(node, ast.Attribute) and not hasattr(node, "root"):
        chain.append(node)
        node = node.value
    root = str(getattr(node, "root", "")) if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    for part in chain:  # each is asked in turn, and a chain may be thousands long
        part.root = root  # type: ignore[attr-defined]
    return root
