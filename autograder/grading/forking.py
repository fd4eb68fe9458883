"""How judges come to be: forks of a process that has loaded everything, one for each that is asked for. Imports little."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from typing import IO

_GRACE_SECONDS = 1.0
Serve = Callable[[IO[str], IO[str]], None]


def fork_judges(control: socket.socket, serve: Serve) -> None:
    """Forks a judge, which runs `serve` on its requests and answers, for each that is asked for over `control`.

    Returns when the other side hangs up. No other thread of this process may hold a lock meanwhile.
    """
    children: list[int] = []
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not message:
            return
        children = [pid for pid in children if os.waitpid(pid, os.WNOHANG)[0] == 0]
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # the threads only wait
            pid = os.fork()
        if pid == 0:
            control.close()
            _be_a_judge(serve, *descriptors)
        children.append(pid)
        for descriptor in descriptors:
            os.close(descriptor)


def _be_a_judge(serve: Serve, descriptor: int, log: int) -> None:
    """In the fork. Never returns, and leaves to its origin what they share, such as the sandbox."""
    code = 1
    try:
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.close(log)
        threading.Thread(target=end_with, args=[descriptor], daemon=True).start()
        connection = socket.socket(fileno=descriptor)
        serve(connection.makefile("r", encoding="utf-8"), connection.makefile("w", encoding="utf-8"))
        code = 0
    except BaseException:  # noqa: BLE001  nothing may go on in the origin's frames
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(code)


def end_with(descriptor: int) -> None:
    """Ends this process, and so its submission, when the other side has gone, even by a kill in the middle of a
    grading.

    Else it would go on until the submission's time is over. A judge that is merely not needed any more ends by itself.
    """
    hung_up = select.poll()
    hung_up.register(descriptor, 0)
    hung_up.poll()
    time.sleep(_GRACE_SECONDS)
    os._exit(1)
