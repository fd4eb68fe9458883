"""The warm process: loads torch and the rest once, then forks one process per submission. Runs inside the sandbox.

It runs nothing of a submission's itself. Requests come over a socket that only the judge has; each brings two more
sockets: one for the submission, and one over which the judge learns that the process is ready and how it ended.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import importlib
import json
import os
import select
import shutil
import signal
import site
import socket
import struct
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.sandbox import confine, policy
from autograder.sandbox import hugepages as pages
from autograder.sandbox.policy import Access, Limits

Serve = Callable[[socket.socket, Limits], None]

SETUP_FAILED = 71  # exit status of a process that could not be confined
SERVE_FAILED = 70
_SOCKET, _STATUS = 3, 4  # the only descriptors of a submission's process besides standard input, output and error


@dataclass(frozen=True)
class Settings:
    """What the launcher says when it starts the warm process; travels as JSON."""

    control: int
    serve: str  # "module:function"
    layers: tuple[str, ...]
    device: str
    read: tuple[str, ...]
    write: tuple[str, ...]
    become: tuple[int, int] | None  # user and group to turn into, if started as root
    imports: tuple[str, ...]

    @classmethod
    def from_json(cls, text: str) -> Settings:
        data: dict[str, Any] = json.loads(text)
        become = data["become"]
        tuples = {key: tuple(data[key]) for key in ("layers", "read", "write", "imports")}
        return cls(**{**data, **tuples, "become": become and (become[0], become[1])})


@dataclass
class _Running:
    pid: int
    status: int
    cpu_seconds: float
    scratch: str | None


def main(text: str) -> None:
    """Loads everything, says so, and serves until the judge hangs up."""
    gc.disable()  # nothing of what is loaded is garbage, and looking for some takes a fifth of the time
    settings = Settings.from_json(text)
    control = socket.socket(fileno=settings.control)
    try:
        if settings.become is not None:
            turn = confine.become_owner_of_namespaces if "namespaces" in settings.layers else confine.become
            turn(*settings.become)
            _require_readable(*settings.become)
        os.chdir(os.environ["HOME"])
        serve = _load(settings)
    except Exception as error:
        control.send(json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
        raise
    control.send(b"{}")
    Submissions(settings, serve, control).run()
    os._exit(0)  # taking torch down would keep the judge waiting


class Submissions:
    """The submissions' processes that are running."""

    def __init__(self, settings: Settings, serve: Serve, control: socket.socket) -> None:
        self._settings, self._serve, self._control = settings, serve, control
        self._running: dict[int, _Running] = {}  # by pidfd
        self._poll = select.poll()
        self._poll.register(control.fileno(), select.POLLIN)
        self._memory = _address_space()
        self._own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY) if "namespaces" in settings.layers else -1

    def run(self) -> None:
        while True:
            descriptor, _ = self._poll.poll()[0]  # one at a time: what it leads to may make the next ones stale
            if descriptor in self._running:
                self._reap(descriptor)
            elif descriptor == self._control.fileno():
                message, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 2)
                if not message:
                    return  # the judge has gone; all that it started goes with this process
                self._fork(json.loads(message), *descriptors)
            else:
                self._abandoned(descriptor)

    def _fork(self, request: dict[str, Any], channel: int, status: int) -> None:
        limits = Limits(**request["limits"])
        isolated = "namespaces" in self._settings.layers
        unbounded = not isolated and "landlock" not in self._settings.layers
        scratch = tempfile.mkdtemp() if unbounded else None
        if isolated:
            confine.unshare(confine.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            self._control.detach()  # else its end, some day, would close a descriptor of the submission's
            _be_a_submission(self._settings, self._serve, limits, request, self._memory, scratch, channel, status)
        if isolated:
            confine.rejoin_pids(self._own_pids)
        os.close(channel)
        pidfd = os.pidfd_open(pid)
        self._running[pidfd] = _Running(pid, status, limits.cpu_seconds, scratch)
        self._poll.register(pidfd, select.POLLIN)
        self._poll.register(status, 0)  # hang-up only
        _tell(status, {"pid": pid}, pidfd)

    def _reap(self, pidfd: int) -> None:
        child = self._running.pop(pidfd)
        if "namespaces" not in self._settings.layers:  # there, its PID namespace has ended with it
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
        _, status, usage = os.wait4(child.pid, 0)
        _tell(child.status, {"ended": ending(status, usage.ru_utime + usage.ru_stime, child.cpu_seconds)})
        for descriptor in (pidfd, child.status):
            with contextlib.suppress(KeyError):  # of an abandoned process, the second is unregistered already
                self._poll.unregister(descriptor)
            os.close(descriptor)
        if child.scratch is not None:
            shutil.rmtree(child.scratch, ignore_errors=True)

    def _abandoned(self, status: int) -> None:
        """The judge has closed its end: nobody waits for this process any more."""
        self._poll.unregister(status)
        for pidfd, child in self._running.items():
            if child.status == status:
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(pidfd, signal.SIGKILL)


def idle(connection: socket.socket, limits: Limits) -> None:
    """Stands in for the host where only the wall is tried."""


def ending(status: int, cpu_used: float, cpu_limit: float) -> str:
    """How a process ended, for people: "exit 3", "SIGSEGV", "cpu limit"."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"exit {code}"
    number = -code
    if number == signal.SIGXCPU or (number == signal.SIGKILL and cpu_used >= cpu_limit):
        return "cpu limit"
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _be_a_submission(
    settings: Settings,
    serve: Serve,
    limits: Limits,
    request: dict[str, Any],
    memory: int,
    scratch: str | None,
    channel: int,
    status: int,
) -> None:
    """In the fork: gives up everything, then serves. Never returns."""
    code = SETUP_FAILED
    try:
        _keep_only(channel, status)
        try:
            _confine(settings, limits, bytes.fromhex(request["filter"]), memory, scratch)
        except Exception as error:
            _tell(_STATUS, {"failed": f"{type(error).__name__}: {error}"})
            raise
        _tell(_STATUS, {"ready": True})
        os.close(_STATUS)
        code = SERVE_FAILED
        serve(socket.socket(fileno=_SOCKET), limits)
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    finally:
        os._exit(code & 0xFF)


def _confine(settings: Settings, limits: Limits, seccomp: bytes, memory: int, scratch: str | None) -> None:
    layers = settings.layers
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # when the machine runs out of memory, this process goes first
    os.setsid()
    if "namespaces" in layers:
        size = limits.file_mb << 20
        confine.enter_namespaces(policy.SCRATCH_FILES * size, size, limits.network)
        os.chdir(policy.SCRATCH)
    elif scratch is not None:
        os.environ.update(HOME=scratch, TMPDIR=scratch)
        os.chdir(scratch)
    else:
        os.chdir(os.environ["HOME"])
    os.umask(0o077)
    confine.renounce_privileges()
    confine.die_with_parent()
    if "rlimits" in layers:
        others = 0 if "namespaces" in layers else confine.tasks_of_this_user()
        confine.set_rlimits(policy.rlimits(limits, memory, settings.device, others))
    if "landlock" in layers:
        confine.restrict_files(Access(settings.read, settings.write), limits.network)
    if "seccomp" in layers:
        confine.load_filter(seccomp)


def _keep_only(channel: int, status: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    # Out of the way first, so that none is overwritten before it is copied.
    kept = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, 10) for descriptor in (null, null, null, channel, status)]
    for target, descriptor in enumerate(kept):
        os.dup2(descriptor, target)
    os.closerange(_STATUS + 1, 1 << 20)


def _load(settings: Settings) -> Serve:
    # With -S, Python leaves these out, and a learner expects them.
    site.setquit()
    site.sethelper()
    for name in settings.imports:
        module = importlib.import_module(name)
        if name == "torch":
            module.set_num_threads(1)
            module.set_num_interop_threads(1)
    if settings.imports and "namespaces" not in settings.layers:
        # Where a submission may write nowhere, IPython would fail to make its folder.
        importlib.import_module("IPython.core.profiledir").ProfileDir.create_profile_dir_by_name(os.environ["HOME"])
    if "landlock" in settings.layers:
        importlib.import_module("landlock.plumbing")
    if "torch" in settings.imports:
        importlib.import_module("autograder.sandbox.warmup").rehearse(backward=settings.device != "cuda")
    name, _, function = settings.serve.partition(":")
    module = importlib.import_module(name)
    serve: Serve = getattr(module, function)
    if hasattr(module, "prepare"):
        module.prepare()  # whatever a submission's process would otherwise do for itself, each time anew
    sys.argv = [""]
    # So that collections in a fork touch, and copy, none of its pages. To look for garbage before would take half a
    # second.
    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000)  # a figure makes thousands of objects; looking through them at every 700th saves nothing
    if settings.imports:
        pages.gather()
    return serve


def _require_readable(uid: int, _: int) -> None:
    for folder in sys.path:
        if not folder.endswith(".zip") and not os.access(folder, os.R_OK | os.X_OK):
            raise PermissionError(
                f"root does not run submissions, and user {uid} cannot read {folder}"
                "\n  remedy: grade as an ordinary user, or keep Python where everybody can read it"
            )


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _tell(status: int, message: dict[str, Any], descriptor: int | None = None) -> None:
    data = json.dumps(message).encode()
    ancillary = [] if descriptor is None else [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", descriptor))]
    connection = socket.socket(fileno=status)
    try:
        connection.sendmsg([data], ancillary, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
    except OSError:
        pass  # the judge has closed its end
    finally:
        connection.detach()
