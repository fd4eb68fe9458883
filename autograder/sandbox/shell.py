"""IPython as a submission meets it: what only serves a learner's own screen or machine is skipped, with a line that
says so.

A cell that chooses a display, installs a package or mounts a drive is no wrong answer, and what stands below in it
counts.
"""

from __future__ import annotations

import builtins
import errno
import getpass
import importlib.abc
import re
import sys
import types
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import matplotlib
from IPython.core.interactiveshell import InteractiveShell

HERE = str(Path(__file__).parents[1])  # this package's folder in the sandbox, which is nobody's business
_PLACE = re.compile(rf" ?\(?{re.escape(HERE)}[^\s'\")]*\)?")
_SKIPPED_LINES = frozenset(
    """aimport autoreload autosave conda connect_info debug gui killbgscripts load_ext mamba micromamba pdb pip qtconsole
    reload_ext sc sx system tensorboard unload_ext uv""".split()
)
_SKIPPED_CELLS = frozenset("bash cmd perl pypy python python2 python3 ruby script sh sx system".split())
_CELL_MAGIC = re.compile(r"%%\w+(?: [^\v\f\x1c-\x1e\x85\u2028\u2029\r]*)?")
_NO_PROCESSES = (
    "not permitted: no further processes while grading (give a DataLoader num_workers=0), no shell and no network"
)


def told(error: BaseException) -> str:
    """The exception's message, in terms of what a submission can change."""
    text = _PLACE.sub("", str(error))
    if isinstance(error, PermissionError) and error.errno == errno.EPERM and error.filename is None:
        return _NO_PROCESSES
    return text


def say(text: str) -> None:
    print(text, file=sys.stderr)


class Shell(InteractiveShell):
    """The shell of a submission's cells."""

    def enable_gui(self, gui: str | None = None) -> None:
        pass

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str | None, str]:
        """Figures are shown below their cell, whatever display was asked for: widget, notebook, qt..."""
        return None, "inline"

    def ask_exit(self) -> None:
        say("exit() and quit() end nothing while grading")

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        if magic_name in _SKIPPED_LINES or self.magics_manager.magics["line"].get(magic_name) is None:
            say(f"`%{magic_name}` is skipped while grading")
            return None
        return super().run_line_magic(magic_name, line, _stack_depth + 1)

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        if magic_name in _SKIPPED_CELLS or self.magics_manager.magics["cell"].get(magic_name) is None:
            say(f"`%%{magic_name}` is not run while grading, nor is what its cell holds")
            return None
        return super().run_cell_magic(magic_name, line, cell)  # type: ignore[no-untyped-call]

    def transform_cell(self, raw_cell: str) -> str:
        """As IPython's, which goes through all lines below a `%%magic` several times: seconds for a page of a megabyte."""
        first, _, below = raw_cell.lstrip("\n").partition("\n")
        if not _CELL_MAGIC.fullmatch(first):
            return str(super().transform_cell(raw_cell))  # type: ignore[no-untyped-call]
        name, _, line = first[2:].rstrip().partition(" ")
        below = below if below.endswith("\n") or not below else f"{below}\n"
        return f"get_ipython().run_cell_magic({name!r}, {line!r}, {below!r})\n"

    def system(self, cmd: str) -> None:
        say(f"`{cmd}` is not run: there is no shell while grading")

    system_raw = system_piped = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> list[str]:
        self.system(cmd)
        return []


def settle() -> None:
    """Makes what asks for a screen or a person harmless, and Colab's modules importable; once for a process."""
    matplotlib.use = _use
    builtins.input = _nobody
    getpass.getpass = _nobody
    sys.breakpointhook = lambda *args, **kwargs: say("breakpoint() is skipped while grading")
    google = sys.modules.get("google") or types.ModuleType("google")
    colab = _Elsewhere("google.colab")
    sys.modules |= {"google": google, "google.colab": colab}
    vars(google).update(__path__=[*getattr(google, "__path__", [])], colab=colab)
    sys.meta_path.append(_Colab())


class _Colab(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module of the package google.colab."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname.startswith("google.colab.") else None

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        return _Elsewhere(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


class _Elsewhere(types.ModuleType):
    """A part of Colab's, modules and what is in them: whatever is called does nothing, says so, and gives an empty
    text."""

    __path__: list[str] = []  # noqa: RUF012  a package, as far as import is concerned

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return sys.modules.get(f"{self.__name__}.{name}") or _Elsewhere(f"{self.__name__}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> _Empty:
        say(f"{self.__name__}(...) is skipped while grading: it needs Colab, and somebody who answers")
        return _Empty()


class _Empty(str):
    """What comes of a call in Colab: no secret, no file, a block that is run as it is."""

    __slots__ = ()

    def _ipython_display_(self) -> None:
        """Not shown below the cell."""

    def keys(self) -> tuple[str, ...]:
        return ()

    values = items = keys

    def __enter__(self) -> _Empty:
        return self

    def __exit__(self, *exc_info: object) -> None:
        pass


def _use(backend: str, *, force: bool = True) -> None:
    """matplotlib.use: figures are drawn as pictures here."""


def _nobody(*args: Any, **kwargs: Any) -> str:
    __tracebackhide__ = True
    raise EOFError("nobody answers input() while grading: assign the value in the cell")
