"""Runs inside the sandbox: a submission's cells in IPython, and the judge's requests on what they defined.

Nothing that this module sends is believed: the submission shares the process and may have changed all of it.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import inspect
import os
import statistics  # noqa: F401  answers may use it and nothing else loads it: a file of this name must not take its place
import sys
from types import CodeType, FrameType, ModuleType
from typing import Any

import matplotlib
import torch
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.pylabtools import select_figure_formats
from matplotlib_inline.backend_inline import flush_figures
from matplotlib_inline.config import InlineBackend
from traitlets.config import Config

from autograder.remote import pristine, wire
from autograder.remote.executor import Executor
from autograder.sandbox.policy import Limits
from autograder.sandbox.shell import HERE, Shell, settle, told

# What the first figure of a process prepares for all later ones: fonts, and how numbers and formulas are drawn.
_FIRST_FIGURE = r"""
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.semilogy([10.0**k for k in range(-3, 3)], label="0")
axes.set(xlabel="0", ylabel="0", title="0")
axes.legend()
plt.show()
plt.close()
"""
# The same of tensors: how they are shown, and how chance is seeded, here with the seed that every process starts with.
_FIRST_TENSORS = """
import torch
torch.manual_seed(torch.initial_seed())
print(torch.ones(2, 3), torch.arange(3) < 1)
torch.rand(0)
"""
# And of tracebacks: each file that one goes through is read and parsed.
_FIRST_ERRORS = (
    "def fails(divisor):\n    return 1 / divisor\nfails(0)",
    "import torch\ntorch.ones(1).sum().backward()",
    "import torch\ntorch.nn.Sequential(torch.nn.Linear(1, 1))(torch.ones(2))",
)
_SHOWN = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", "image/png", "image/jpeg")


class Outputs:
    """What a cell shows, in the order of its showing; at most `room` characters in all cells together."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._items: list[wire.Output] = []

    def stream(self, name: str, text: str) -> None:
        text = self._fitting(text)
        last = self._items[-1] if self._items else None
        if last is not None and last.kind == "stream" and last.name == name:
            self._items[-1] = wire.Output("stream", name, last.text + text)
        elif text:
            self._items.append(wire.Output("stream", name, text))

    def rich(self, kind: str, data: dict[str, Any]) -> None:
        shown = {mime: _text(data[mime]) for mime in _SHOWN if mime in data}
        if sum(map(len, shown.values())) > self._room:  # half a picture is none
            shown = {"text/plain": self._fitting(shown.get("text/plain", ""))}
        else:
            self._room -= sum(map(len, shown.values()))
        self._items.append(wire.Output(kind, data=shown))

    def error(self, name: str, message: str, traceback: list[str]) -> None:
        lines = [self._fitting(line) for line in traceback]
        self._items.append(wire.Output("error", name[:200], message[:2000], traceback=lines))

    def take(self) -> list[wire.Output]:
        taken, self._items = self._items, []
        return taken

    def _fitting(self, text: str) -> str:
        if self._room <= 0:
            return ""
        if len(text) > self._room:
            text = text[: self._room] + "\n[the rest of the output is left out: it is over the limit]\n"
            self._room = 0
        self._room -= len(text)
        return text


class _Stream:
    """sys.stdout or sys.stderr of a submission."""

    encoding = "utf-8"
    errors = "replace"
    closed = False

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name = f"<{name}>"
        self._name, self._outputs = name, outputs

    def write(self, text: str) -> int:
        self._outputs.stream(self._name, str(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def fileno(self) -> int:
        raise OSError("this stream has no file descriptor")


class _Publisher(DisplayPublisher):
    outputs: Outputs

    def publish(self, data: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        self.outputs.rich("display_data", data)

    def clear_output(self, wait: bool = False) -> None:
        pass


class _Hook(DisplayHook):
    outputs: Outputs

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:
        self.outputs.rich("execute_result", format_dict)


class _Shell(Shell):
    outputs: Outputs

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        lines = [line for line in stb if HERE not in line.partition("\n")[0]]
        self.outputs.error(etype.__name__, _safely(evalue), lines)

    def _format_exception_for_storage(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {}  # of a history that nobody keeps; formatted a second time


def _safely(error: BaseException) -> str:
    try:
        return told(error)
    except Exception:  # noqa: BLE001  __str__ is the submission's code
        return "(its message cannot be shown)"


class Host:
    """One submission: a shell for its cells, an executor for the judge's requests."""

    def __init__(self, limits: Limits) -> None:
        self._outputs = Outputs(limits.output_kb * 1024)
        self._shell = _shell()
        for kind in (_Publisher, _Hook, _Shell):
            kind.outputs = self._outputs
        sys.stdout = _Stream("stdout", self._outputs)
        sys.stderr = _Stream("stderr", self._outputs)
        self._executor = Executor(self._shell.user_ns, catches=(BaseException,), told=told, all_threads=True)

    def answer(self, packet: wire.Packet) -> wire.Packet:
        if isinstance(packet.message, wire.Execute):
            return wire.Packet(self._execute(packet.message.source))
        return self._executor.answer(packet)

    def _execute(self, source: str) -> wire.Executed:
        with torch.backends.mkldnn.flags(enabled=True):  # what a learner trains is not small
            result = self._shell.run_cell(source, store_history=True)
        return wire.Executed(self._outputs.take(), failed=not result.success)


def serve(sock: Any, limits: Limits) -> None:
    """Answers requests until the judge hangs up."""
    host = Host(limits)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    while True:
        try:
            packet = wire.receive_request(sock)
        except EOFError:
            return
        if isinstance(packet.message, wire.Forget):
            with contextlib.suppress(Exception):  # of objects that are dropped
                host.answer(packet)
            continue
        try:
            wire.send(sock, host.answer(packet))
        except Exception as error:  # noqa: BLE001  of the answering itself: what a submission raises is an answer
            wire.send(sock, wire.Packet(wire.Raised(type(error).__name__, f"no answer: {error}"[:300])))


def prepare() -> None:
    """Does once, before the forks, what every submission would do: makes the shell, runs cells like theirs."""
    stdout, stderr = sys.stdout, sys.stderr
    host = Host(Limits())
    for cell in _FIRST_ERRORS:  # before the cell that sets the seed again: a layer draws its weights
        host.answer(wire.Packet(wire.Execute(cell)))
    for cell in (_FIRST_FIGURE, _FIRST_TENSORS, "%matplotlib inline"):
        answer = host.answer(wire.Packet(wire.Execute(cell)))
        if isinstance(answer.message, wire.Executed) and answer.message.failed:
            raise RuntimeError(f"the first cells cannot be run: {answer.message.outputs[-1].text}")
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        vars(sys).pop(name, None)
    _shell().reset()
    sys.stdout, sys.stderr = stdout, stderr
    pristine.remember()


def _know_that_cells_are_no_modules() -> None:
    """A traceback asks several times for each frame's module, and for a cell's all 2,000 are searched in vain each
    time."""
    getmodule = inspect.getmodule

    @functools.wraps(getmodule)
    def get(object: Any, _filename: str | None = None) -> ModuleType | None:
        code = object.f_code if isinstance(object, FrameType) else object
        cell = isinstance(code, CodeType) and code.co_filename.startswith("<ipython-input-")
        return None if cell else getmodule(object, _filename)

    inspect.getmodule = get


@functools.cache
def _shell() -> Any:
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 0
    _Publisher.outputs = _Hook.outputs = _Shell.outputs = Outputs(0)
    shell = _Shell.instance(
        config=config,
        ipython_dir=os.path.join(os.environ.get("HOME", os.getcwd()), ".ipython"),
        displayhook_class=_Hook,
        display_pub_class=_Publisher,
    )
    select_figure_formats(shell, {"png"}, bbox_inches="tight")  # type: ignore[no-untyped-call]
    InlineBackend.instance(parent=shell).unobserve_all("figure_formats")  # pictures stay PNG
    settle()
    _know_that_cells_are_no_modules()
    matplotlib.interactive(True)  # figures show at the end of their cell, as in a kernel
    shell.events.register("post_execute", flush_figures)
    return shell


def _text(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
