"""A pytest plugin for notebooks: their kernels are forked from a process that has imported what nearly all of them import.

`python -m pytest -p warm_kernels --nbval solutions`, with this folder in PYTHONPATH. A kernel is the same as otherwise: a
process of its own, with its own folder and environment, which is run as `python -m ipykernel_launcher`.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # not for the process of each kernel
    import pytest

# No pyplot: with it, matplotlib would choose where it draws before a kernel says so.
PRELOADED = ("ipykernel.kernelapp", "torch", "matplotlib.figure", "matplotlib.backends.backend_agg", "sklearn.datasets")
INLINE = "module://matplotlib_inline.backend_inline"  # what ipykernel says; matplotlib reads it while it is imported
_REQUEST = 1 << 16  # bytes

if __name__ != "__main__":  # not for the process of each kernel
    from autograder.notebook import light_jsonschema

    light_jsonschema.lighten()  # before nbval imports nbformat


def pytest_configure(config: pytest.Config) -> None:
    folder = tempfile.TemporaryDirectory(prefix="kernels-")
    config.add_cleanup(folder.cleanup)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    address = str(Path(folder.name) / "socket")
    listener.bind(address)
    listener.listen()
    spec = Path(folder.name) / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    argv = [sys.executable, __file__, address, "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"}))
    os.environ["JUPYTER_PATH"] = folder.name  # before all other places
    threading.Thread(target=_forward, args=[listener], daemon=True).start()


def _forward(listener: socket.socket) -> None:
    """Hands on what kernels ask for to the process that forks them, which ends with this one."""
    import forked

    server = forked.server(PRELOADED, MPLBACKEND=INLINE)
    while True:
        connection, _ = listener.accept()
        with connection:
            asked, descriptors, _, _ = socket.recv_fds(connection, _REQUEST, 3)
        socket.send_fds(server, [asked], descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def main(address: str, *arguments: str) -> None:
    """The process that Jupyter takes for the kernel: has it forked, hands signals on, and ends as it ends.

    It ends as well when Jupyter does, and so does the kernel then.
    """
    jupyter = os.pidfd_open(os.getppid())
    asked = {"module": "ipykernel_launcher", "arguments": arguments, "first": [], "cwd": os.getcwd()}
    asked["env"] = dict(os.environ)
    status, theirs = socket.socketpair()
    with theirs, socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as control:
        control.connect(address)
        socket.send_fds(control, [json.dumps(asked).encode()], [theirs.fileno(), 1, 2])
    with status.makefile() as said:
        pid = int(said.readline())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: os.kill(pid, number))
        select.select([said, jupyter], [], [])
        if select.select([jupyter], [], [], 0)[0]:
            return
        sys.exit(abs(os.waitstatus_to_exitcode(int(said.readline()))))


if __name__ == "__main__":
    main(*sys.argv[1:])
