"""A submission's text as HTML, made in a process of its own; what costs too much is shown as plain text.

The limits are of processor time, memory and size, for a piece and for all pieces of a page. So a page comes out the
same on a busy machine.
"""

from __future__ import annotations

import atexit
import contextlib
import html
import json
import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.pages.worker import LENGTH, send
from autograder.report.visible import in_order, visible

PIECE_SECONDS = 1.0  # of the processor; a cell of a course takes some thousandths
PAGE_SECONDS = 4.0
PATIENCE = 60.0  # seconds by the clock, however busy the machine, for a piece
LONGEST_SOURCE = 16 * 2**20
LONGEST_TEXT = 100_000  # characters of a piece as plain text
PAGE_TEXT = 1_000_000
PAGE_HTML = 24 * 2**20
PAGE_ELEMENTS = 100_000
_MOST_BYTES = 64 * 2**20  # of an answer
_CHUNK = 2**16
_KEPT = 1000  # fragments: the prose of a course is on the pages of all who take it
_KEPT_LENGTH = 20_000
_COLOURS = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class Piece:
    """What is to be shown; `kind` and `attachments` as `fragments.fragment` takes them, or "block", which is plain
    text."""

    kind: str
    text: str
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Fragment:
    """The HTML of a piece; `plain` where it had to be plain text."""

    html: str
    plain: bool = False


@dataclass
class _Left:
    """What a page may still use."""

    seconds: float = PAGE_SECONDS
    html: int = PAGE_HTML
    elements: int = PAGE_ELEMENTS
    text: int = PAGE_TEXT


def render(pieces: Sequence[Piece]) -> list[Fragment]:
    """The pieces of one page as HTML, in their order."""
    left = _Left()
    with _WORKER.lock:
        return [_rendered(piece, left) for piece in pieces]


def _rendered(piece: Piece, left: _Left) -> Fragment:
    if piece.kind == "block":
        return Fragment(f"<pre>{_plain(piece.text, left)}</pre>", plain=True)
    if left.seconds <= 0:
        return _instead(piece, left, "the page takes too long")
    if len(piece.text) + sum(len(data) for bundle in piece.attachments.values() for data in bundle.values()) > (
        LONGEST_SOURCE
    ):
        return _instead(piece, left, "it is too long")
    seconds = min(PIECE_SECONDS, left.seconds)
    answer = _WORKER.ask(piece, seconds)
    if answer is None:
        left.seconds -= seconds
        return _instead(piece, left, "it takes too long or too much memory")
    left.seconds -= float(answer["seconds"])
    if "refused" in answer:
        return _instead(piece, left, str(answer["refused"]))
    made, elements = str(answer["html"]), int(answer["elements"])
    if len(made) > left.html or elements > left.elements:
        return _instead(piece, left, "the page would be too large")
    left.html -= len(made)
    left.elements -= elements
    return Fragment(made)


def _instead(piece: Piece, left: _Left, reason: str) -> Fragment:
    if piece.kind.startswith("image/"):
        return Fragment(f"<p><em>[picture not shown: {html.escape(reason)}]</em></p>", plain=True)
    text = _plain(piece.text, left)
    if piece.kind == "lines":  # which stands in a <pre> already
        return Fragment(text, plain=True)
    note = f"<p><em>[shown as plain text: {html.escape(reason)}]</em></p>"
    return Fragment(f"{note}<pre>{text}</pre>", plain=True)


def _plain(text: str, left: _Left) -> str:
    length = min(LONGEST_TEXT, left.text)
    shown = text[:length]
    left.text -= len(shown)
    rest = "" if len(shown) == len(text) else f"\n... ({len(text) - len(shown)} more characters are in the notebook)"
    # Isolates, of which there may be many, and which are no elements.
    return html.escape(in_order(visible(_COLOURS.sub("", shown)), "\u2068", "\u2069"), quote=False) + rest


class _Worker:
    """The process, started when it is first asked, and anew after it was lost."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._kept: dict[tuple[str, str], dict[str, Any]] = {}

    def ask(self, piece: Piece, seconds: float) -> dict[str, Any] | None:
        """Its answer; None where the process was lost over it."""
        if piece.attachments:  # what one learner attached is nobody else's
            return self._asked(piece, seconds)
        key = (piece.kind, piece.text)
        if key in self._kept:
            return self._kept[key]  # with the time that it took, so that the page comes out the same
        answer = self._asked(piece, seconds)
        if answer is not None and "html" in answer and len(piece.text) + len(str(answer["html"])) < _KEPT_LENGTH:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = answer
        return answer

    def _asked(self, piece: Piece, seconds: float) -> dict[str, Any] | None:
        process = self._running()
        assert process.stdin is not None
        request = {"kind": piece.kind, "text": piece.text, "attachments": dict(piece.attachments), "seconds": seconds}
        try:
            send(process.stdin, request)
            answer = _message(process)
            return None if "lost" in answer else answer
        except (BrokenPipeError, EOFError, TimeoutError, ValueError):
            self.close()
            return None
        except BaseException:
            self.close()  # half a conversation is of no use to the next page
            raise

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # and what it has forked
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(BrokenPipeError):
                    stream.close()  # type: ignore[union-attr]  # both are pipes

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "autograder.pages.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # an interrupt is for the command
            )
            try:
                _message(self._process)
            except (EOFError, TimeoutError):
                self.close()
                import autograder.pages.fragments  # noqa: F401  what is missing there is missing here, and has a name

                raise RuntimeError("the process that makes pages does not start") from None
        return self._process


def _message(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    length = int.from_bytes(_read(process, LENGTH, deadline), "big")
    message: dict[str, Any] = json.loads(_read(process, min(length, _MOST_BYTES), deadline))
    return message


def _read(process: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    assert process.stdout is not None
    descriptor, data = process.stdout.fileno(), bytearray()
    while len(data) < length:
        if not select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise TimeoutError
        chunk = os.read(descriptor, min(_CHUNK, length - len(data)))
        if not chunk:
            raise EOFError
        data += chunk
    return bytes(data)


_WORKER = _Worker()
atexit.register(_WORKER.close)
