"""What a killed `nbgrader autograde` left half-written is removed by the next one, which else would take it for done.

nbgrader grades a submission that has a folder in autograded/ only when it is newer or --force is given. So while a
submission is being written its folder holds a locked file, which goes last; one that nobody holds any more is what a
process left that was killed.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

MARK = ".unfinished"

_held: list[int] = []
_waiting: list[Path] | None = None  # marks of complete folders whose rows are not in the gradebook yet


def watch(config: Config) -> None:
    """Has nbgrader's converter mark what it writes, unless the course has hooks of its own."""
    if not {"pre_convert_hook", "post_convert_hook"} & set(config.Autograde):
        folder = _autograded(config)
        config.Autograde.pre_convert_hook = functools.partial(begin, folder)
        config.Autograde.post_convert_hook = functools.partial(end, folder)


def begin(autograded: str, *, notebooks: Sequence[str], **names: str) -> None:
    """nbgrader's hook before it writes a submission's folder in autograded/."""
    _release()  # of a submission that failed, which nbgrader has removed
    mark = _mark(autograded, notebooks)
    mark.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(mark, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
    _held.append(descriptor)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def end(autograded: str, *, notebooks: Sequence[str], **names: str) -> None:
    """nbgrader's hook when a submission's folder is complete."""
    mark = _mark(autograded, notebooks)
    if _waiting is not None:
        _waiting.append(mark)
        return
    mark.unlink(missing_ok=True)
    _release()


@contextlib.contextmanager
def until_kept() -> Iterator[None]:
    """Within, a complete folder stays marked; at the end it is not, unless an exception leaves the block.

    For who commits the submission's rows in the block: a kill between its last file and its rows leaves the mark.
    """
    global _waiting
    _waiting = []
    try:
        yield
        for mark in _waiting:
            mark.unlink(missing_ok=True)
    finally:
        _waiting = None
        _release()


def remove(config: Config) -> list[Path]:
    """Removes what a killed process left in autograded/; returns the folders. Not those at which one is at work."""
    marks = sorted(Path().absolute().glob(f"{_autograded(config)}/*/*/{MARK}"))
    found = [mark.parent for mark in marks if not _is_held(mark)]
    for folder in found:
        for path in _marked_last(folder):  # so that a kill right now leaves it for the next run
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        folder.rmdir()
    return found


def _marked_last(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.iterdir(), key=lambda path: path.name == MARK)


def _autograded(config: Config) -> str:
    return str(CourseDirectory(config=config).autograded_directory)


def _mark(autograded: str, notebooks: Sequence[str]) -> Path:
    """In the folder of a course, where nbgrader runs; `notebooks` are those of submitted/<learner>/<assignment>."""
    *_, learner, assignment, _ = Path(notebooks[0]).parts
    return Path(autograded, learner, assignment, MARK).absolute()


def _is_held(mark: Path) -> bool:
    with contextlib.suppress(OSError), open(mark, "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    return True


def _release() -> None:
    while _held:
        os.close(_held.pop())
