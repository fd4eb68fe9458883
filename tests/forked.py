"""Commands that are forked from a process which has imported nbgrader already, and programs that are from one with torch.

To import them takes longer than most commands take on a class as small as those of the tests. What a command does is
the same: its module is run as `python -m` runs it, in a process of its own, with its own folder and environment, and it
ends as the interpreter ends. Tests of a command's whole start use subprocess (test_readme.py, test_new.py).
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

# Nothing of the engine: a course's nbgrader_config.py may put stand-ins in the place of its modules.
PRELOADED = ("nbgrader.apps", "nbgrader.api", "nbconvert.exporters", "sqlalchemy.dialects.sqlite", "rich.progress")
_REQUEST = 1 << 16  # bytes


class Command:
    """One that runs, or has run; as a subprocess.Popen whose standard error is text. What it prints is `output`.

    `first` names functions, as `module:function`, that its process calls before the module is run.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        cwd: Path,
        env: Mapping[str, str],
        first: Sequence[str] = (),
        preloaded: Sequence[str] = PRELOADED,
    ) -> None:
        asked = {"module": module, "arguments": arguments, "cwd": str(cwd), "env": dict(env), "first": first}
        self.args = [module, *arguments]
        self.returncode: int | None = None
        self._output, self._errors = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115  closed on exit
        self._status, theirs = socket.socketpair()
        with theirs:
            descriptors = [theirs.fileno(), self._output.fileno(), self._errors.fileno()]
            socket.send_fds(server(preloaded), [json.dumps(asked).encode()], descriptors)
        self.pid = self._number()

    def _number(self) -> int:
        line = b""
        while not line.endswith(b"\n"):
            more = self._status.recv(1)
            if not more:
                raise RuntimeError(f"the process that {self.args} was to be forked from has ended")
            line += more
        return int(line)

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._status], [], [], 0)[0]:
            self.returncode = os.waitstatus_to_exitcode(self._number())
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None and not select.select([self._status], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        status = self.poll()
        assert status is not None
        return status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it has written to standard output and standard error, after its end."""
        self.wait(timeout)
        return _text(self._output), _text(self._errors)

    def __enter__(self) -> Command:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.wait()
        for file in (self._status, self._output, self._errors):
            file.close()


def run(
    module: str,
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str],
    first: Sequence[str] = (),
    preloaded: Sequence[str] = PRELOADED,
    timeout: float = 300,
) -> subprocess.CompletedProcess[str]:
    with Command(module, *arguments, cwd=cwd, env=env, first=first, preloaded=preloaded) as command:
        try:
            output, errors = command.communicate(timeout)
        except subprocess.TimeoutExpired:
            command.kill()
            raise
    assert command.returncode is not None
    return subprocess.CompletedProcess(command.args, command.returncode, output, errors)


def program(code: str, *arguments: str, env: Mapping[str, str] = os.environ) -> subprocess.CompletedProcess[str]:
    """What `python -c` does with `code`, in a process that has imported torch and done nothing with it."""
    return run("-c", code, *arguments, cwd=Path.cwd(), env=env, preloaded=("torch",))


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode())


@functools.cache
def server(preloaded: Sequence[str], **env: str) -> socket.socket:
    """Where to ask for commands, of a process that has imported these modules. It ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, __file__, *preloaded], stdin=theirs.fileno(), env={**os.environ, **env}
        )
    atexit.register(_end, ours, process)
    return ours


def _end(control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    control.close()
    process.wait()


def main(*preloaded: str) -> None:
    """Forks a command for each request; in the command's own process, runs it."""
    control = socket.socket(fileno=os.dup(0))
    # As `autograder.notebook.light_jsonschema` does; but nothing of the engine may be there before a command begins.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    for name in preloaded:
        importlib.import_module(name)
    while True:
        asked, descriptors, _, _ = socket.recv_fds(control, _REQUEST, 3)
        if not asked:
            return
        if os.fork() == 0 and _kept(descriptors):
            control.close()
            _become(json.loads(asked), *descriptors[1:])
            return
        for descriptor in descriptors:
            os.close(descriptor)
        _reap()


def _kept(descriptors: Sequence[int]) -> bool:
    """True in the command's own process. Its parent writes to the first descriptor which that is, and how it ended.

    It ends the command when nobody is left to read that.
    """
    status = descriptors[0]
    pid = os.fork()
    if pid == 0:
        os.close(status)
        return True
    os.write(status, f"{pid}\n".encode())
    ended = os.pidfd_open(pid)
    either = select.poll()
    either.register(ended, select.POLLIN)
    either.register(status, 0)  # its other end is closed
    if ended not in dict(either.poll()):
        os.kill(pid, signal.SIGKILL)
    _, code = os.waitpid(pid, 0)
    with contextlib.suppress(BrokenPipeError):
        os.write(status, f"{code}\n".encode())
    os._exit(0)


def _reap() -> None:
    """Of the parents of commands, those that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _become(asked: Mapping[str, Any], output: int, errors: int) -> None:
    with open(os.devnull) as nothing:
        for ours, theirs in ((nothing.fileno(), 0), (output, 1), (errors, 2)):
            os.dup2(ours, theirs)
    os.close(output)
    os.close(errors)
    # A shell starts what runs in the background with this signal ignored: a test that sends it means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    path = [place for place in asked["env"].get("PYTHONPATH", "").split(os.pathsep) if place]
    sys.path[:1] = [asked["cwd"], *path]  # in place of this file's folder
    sys.argv = [asked["module"], *asked["arguments"]]
    for name in asked["first"]:
        module, _, function = name.partition(":")
        getattr(importlib.import_module(module), function)()
    if asked["module"] == "-c":
        sys.argv.pop(1)
        sys.modules["__main__"] = main = types.ModuleType("__main__")
        exec(compile(asked["arguments"][0], "<string>", "exec"), vars(main))
    else:
        runpy.run_module(asked["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
