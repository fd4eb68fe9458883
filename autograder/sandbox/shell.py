"""IPython as a submission meets it: what only serves a learner's own screen or machine is skipped, with a line that says so.

A cell that chooses a display, installs a package or mounts a drive is no wrong answer, and what stands below in it counts.
"""

from __future__ import annotations

import builtins
import errno
import getpass
import re
import sys
import types
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
    for name in ("drive", "files", "output"):
        module = _Elsewhere(f"google.colab.{name}")
        sys.modules[module.__name__] = module
        setattr(colab, name, module)


class _Elsewhere(types.ModuleType):
    """A module of Colab's: whatever is called in it does nothing, and says so."""

    __path__: list[str] = []  # noqa: RUF012  a package, as far as import is concerned

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: say(f"{self.__name__}.{name}(...) is skipped while grading")


def _use(backend: str, *, force: bool = True) -> None:
    """matplotlib.use: figures are drawn as pictures here."""


def _nobody(*args: Any, **kwargs: Any) -> str:
    __tracebackhide__ = True
    raise EOFError("nobody answers input() while grading: assign the value in the cell")
