"""Run as a program: starts a sandbox from a copy of the package, and prints as JSON what two submissions in it can see and do.

The copy may have a layer taken away (see test_layers). The sandbox is the real one but for the host: nothing is loaded
into it, so that it starts within a moment.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

# Takes the place of the host in the copy's warm.py: executes what it is sent, once.
SERVE = """

def tell_facts(connection, limits):
    source = connection.recv(1 << 16).decode()
    facts = {}
    exec(source, {"facts": facts})
    connection.sendall(json.dumps(facts).encode() + b"\\n")
    connection.recv(1)
"""

NAMESPACES = ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")
FACTS = """
import ctypes, errno, os, resource, socket, sys

def attempt(function, *arguments):
    try:
        function(*arguments)
        return "ok"
    except OSError as error:
        return errno.errorcode[error.errno]

def executed():
    pid = os.fork()
    if pid == 0:
        try:
            os.execv(PYTHON, [PYTHON, "-S", "-c", ""])
        except OSError as error:
            os._exit(error.errno)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if status:
        raise OSError(status, "")

def abstract():
    socket.socket(socket.AF_UNIX).connect(ABSTRACT)

def opened(path, mode):
    open(path, mode).close()

def room(path):
    found = os.statvfs(path)
    flags = {name for name in ("RDONLY", "NOSUID", "NODEV", "NOEXEC") if found.f_flag & getattr(os, "ST_" + name)}
    return [sorted(flags), found.f_frsize * found.f_blocks, found.f_files]

def namespaces():
    return {name: os.readlink("/proc/self/ns/" + name) for name in NAMESPACES}

def limits():
    return {name[7:]: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")}

def left():
    found = os.listdir("/tmp") + os.listdir("/dev/shm")
    for folder in ("/tmp/", "/dev/shm/"):
        open(folder + os.urandom(4).hex(), "w").close()
    return found

WANTED = {
    "descriptors": lambda: [number for number in range(300) if attempt(os.fstat, number) == "ok"],
    "pid": os.getpid,
    "parent": os.getppid,
    "session": lambda: os.getsid(0),
    "namespaces": namespaces,
    "machine": lambda: os.uname().nodename,
    "environment": lambda: dict(os.environ),
    "status": lambda: dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines()),
    "limits": limits,
    "dumpable": lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),
    "umask": lambda: os.umask(0o77),
    "rooms": lambda: {path: room(path) for path in ("/", "/packages", "/proc", "/tmp", "/dev/shm")},
    "left": left,
}
for name, ask in WANTED.items():
    try:
        facts[name] = ask()
    except OSError as error:  # without namespaces, some of them do not exist
        facts[name] = str(error)
facts["attempts"] = {
    "write /": attempt(opened, "/x", "w"),
    "write /packages": attempt(opened, "/packages/x", "w"),
    "change a module": attempt(opened, "/guest/autograder/sandbox/policy.py", "a"),
    "read a module": attempt(opened, "/guest/autograder/sandbox/host.py", "r"),
    "read the repository": attempt(opened, SECRET_FILE, "r"),
    "read what is not listed": attempt(opened, "/unlisted/__init__.py", "r"),
    "read /proc/version": attempt(opened, "/proc/version", "r"),
    "write /proc": attempt(opened, "/proc/self/comm", "w"),
    "make a socket": attempt(socket.socket),
    "connect to a port": attempt(socket.create_connection, ("127.0.0.1", PORT), 1),
    "connect to an abstract socket": attempt(abstract),
    "signal the judge": attempt(os.kill, JUDGE, 0),
    "execute": attempt(executed),
    "use memory without a file": attempt(os.memfd_create, "x"),
}
"""


def main() -> None:
    """Arguments: the copy, the layers, a file that no submission may read. Prints both submissions' and the machine's."""
    copy, layers, secret = sys.argv[1], tuple(sys.argv[2].split()), sys.argv[3]
    sys.path.insert(0, copy)
    from autograder.sandbox import command, launcher, policy

    assert Path(policy.__file__).is_relative_to(copy)
    become = command.identities()[0] if "namespaces" in layers else None
    attempt = command.Attempt(layers, "autograder.sandbox.forkserver:tell_facts", become=become, imports=())
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
        name = f"\0autograder-test-{os.getpid()}"
        abstract.bind(name)
        abstract.listen()
        given = {"PORT": server.getsockname()[1], "ABSTRACT": name, "JUDGE": os.getpid(), "SECRET_FILE": secret}
        given |= {"PYTHON": command.machine().interpreter, "NAMESPACES": NAMESPACES}
        started = command.start(attempt)
        try:
            found = _told(launcher, started, attempt, policy.Limits(), given)
        finally:
            started.stop()
    print(json.dumps([*found, {name: os.readlink(f"/proc/self/ns/{name}") for name in NAMESPACES}]))


def _told(launcher: Any, started: Any, attempt: Any, limits: Any, given: dict[str, Any]) -> list[dict[str, Any]]:
    """What two submissions tell that are there at once."""
    children = [launcher._spawn(started, attempt, limits) for _ in range(2)]
    header = "".join(f"{name} = {value!r}\n" for name, value in given.items())
    found = []
    for child in children:
        child.socket.settimeout(30)
        child.socket.sendall((header + FACTS).encode())
        with child.socket.makefile("rb") as answer:
            told = json.loads(answer.readline())
        status = _status(child._pidfd)
        told["owner"] = int(status["Uid"].split()[0])
        told["depth"] = len(status["NSpid"].split()) - 1
        found.append(told)
    for child in children:
        child.close()
    return found


def _status(pidfd: int) -> dict[str, str]:
    """What the machine says of that process."""
    lines = Path(f"/proc/self/fdinfo/{pidfd}").read_text().splitlines()
    pid = next(line.split()[1] for line in lines if line.startswith("Pid:"))
    return dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())


if __name__ == "__main__":
    main()
