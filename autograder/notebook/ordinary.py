"""Ordinary files, and nothing else: what somebody handed in is read and copied without following or waiting for
anything.

A link may lead to a solution, to the gradebook or to /dev/zero; opening a named pipe waits for ever; a sparse file of a
few blocks reads as terabytes. So nothing is opened before it is known to be an ordinary file, no more is read than was
asked for, and folders are entered by their descriptors, so that none can be exchanged for a link meanwhile.
"""

from __future__ import annotations

import contextlib
import errno
import fnmatch
import os
import stat
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Who hands in more than this hands in something else than an assignment.
MOST_ENTRIES = 2000
MOST_BYTES = 100_000_000
DEEPEST = 20
_KINDS = (
    (stat.S_ISLNK, "is a symbolic link"),
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a named pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_ENTER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_CLOEXEC
_CHUNK = 1 << 20
# How many parts at the end of a submission's path are its learner's: <learner>/<assignment>/<file>.
HANDED_IN = 3


class NotOrdinary(Exception):
    """What is there is not read; the message says why and needs a subject before it, such as `is a device`."""


@dataclass(frozen=True)
class Entry:
    """What lies at `path` below a folder; `problem` says why it is neither a file nor a folder that can be read.

    `parent` is the folder in which it lies, open as long as this entry is looked at.
    """

    path: str
    status: os.stat_result
    parent: int
    problem: str | None

    @property
    def name(self) -> str:
        return os.path.basename(self.path)

    @property
    def size(self) -> int:
        return self.status.st_size

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.status.st_mode)

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.status.st_mode)


def problem(path: Path | str) -> str | None:
    """None for an ordinary file, else what is wrong with it: `is a symbolic link`, `does not exist`."""
    try:
        return kind(os.lstat(path).st_mode)
    except (OSError, ValueError) as error:
        return _reason(error)


def no_folder(path: Path) -> str | None:
    """None for a folder that can be looked into, else what is wrong: `is a file`, `cannot be read: Permission denied`."""
    wrong = problem(path)
    if wrong == "is a folder":
        return (
            None
            if os.access(path, os.R_OK | os.X_OK, effective_ids=True)
            else f"cannot be read: {os.strerror(errno.EACCES)}"
        )
    return wrong or "is a file"


def link_to(path: Path, *known: Path) -> Path | None:
    """The link among a notebook's path, its assignment's folder and its learner's; those above are the instructor's.

    So is one that leads to a folder of `known`.
    """
    for part in [path, *path.parents][2::-1]:
        if part.is_symlink() and not any(folder.is_relative_to(part.absolute()) for folder in known):
            return part
    return None


def kind(mode: int) -> str | None:
    """None for the mode of an ordinary file, else words such as `is a device`."""
    if stat.S_ISREG(mode):
        return None
    return next((words for fits, words in _KINDS if fits(mode)), "is no ordinary file")


def read(path: Path | str, most: int, *, own: int = 1) -> bytes:
    """The first `most` bytes of an ordinary file; none of the last `own` parts of its path is followed. Raises
    NotOrdinary."""
    file = _open_file(path, None, own)
    try:
        return b"".join(_parts(file, most))
    finally:
        os.close(file)


def walk(folder: Path, *, most: int = MOST_ENTRIES, own: int = 1) -> Iterator[Entry]:
    """What lies below `folder`: sorted within each folder, a folder before what is inside. Nothing is followed.

    Neither is one of the last `own` parts of the folder's path. Raises NotOrdinary if `folder` is no folder or a link to
    one, and after `most` entries or DEEPEST levels.
    """
    with contextlib.closing(_walk(_open_folder(folder, None, own), (), [most, most])) as entries:
        yield from entries


def copy(
    folder: Path, target: Path | None, *, leave_out: Callable[[Entry], bool], most: int = MOST_BYTES, own: int = 1
) -> list[tuple[str, str]]:
    """Copies the ordinary files below `folder` to `target`, at most `most` bytes; what else there was, as (path, why).

    `leave_out` says what is not wanted, which needs no word. Without a `target` it only says what would be left out.
    Raises OSError where `target` cannot be written.
    """
    left_out, left, unwanted = [], most, ""
    try:
        for entry in walk(folder, own=own):
            if unwanted and entry.path.startswith(unwanted):
                continue
            if leave_out(entry):
                unwanted = f"{entry.path}/" if entry.is_folder else unwanted
            elif entry.problem:
                left_out.append((entry.path, entry.problem))
            elif entry.is_file and entry.size > left:
                left_out.append(
                    (entry.path, f"is too large ({size(entry.size)}; all files together may have {size(most)})")
                )
            elif entry.is_file:
                left -= entry.size
                left_out += [] if target is None else _copied(entry, target / entry.path)
    except NotOrdinary as error:
        left_out.append(("", str(error)))
    return left_out


def fits(name: str, patterns: Iterable[str]) -> bool:
    """Whether the name of a file or folder fits one of the patterns, such as `*.pyc`."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def size(count: float) -> str:
    """A number of bytes in words."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.4g} TB"


def _walk(folder: int, above: tuple[str, ...], left: list[int]) -> Generator[Entry]:
    try:
        if len(above) > DEEPEST:
            raise NotOrdinary(f"has folders within folders, more than {DEEPEST} levels of them")
        for name in _names(folder, left):
            try:
                status = os.stat(name, dir_fd=folder, follow_symlinks=False)
            except OSError:  # gone meanwhile
                continue
            path = "/".join((*above, name))
            is_folder = stat.S_ISDIR(status.st_mode)
            yield Entry(path, status, folder, None if is_folder else kind(status.st_mode))
            if is_folder:
                try:
                    inner = _open_folder(name, folder)
                except NotOrdinary as error:
                    yield Entry(path, status, folder, str(error))
                else:
                    yield from _walk(inner, (*above, name), left)
    finally:
        os.close(folder)


def _names(folder: int, left: list[int]) -> list[str]:
    names = []
    with os.scandir(folder) as found:
        for item in found:
            left[0] -= 1
            if left[0] < 0:
                raise NotOrdinary(f"has more than {left[1]} files and folders")
            names.append(item.name)
    return sorted(names)


def _copied(entry: Entry, target: Path) -> list[tuple[str, str]]:
    """Copies one file; the reason where it cannot be read."""
    try:
        copy_file(entry.name, target, most=entry.size, parent=entry.parent)
    except NotOrdinary as error:
        return [(entry.path, str(error))]
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return [(entry.path, "lies in folders whose names together are too long")]
    return []


def copy_file(path: Path | str, target: Path, *, most: int = MOST_BYTES, parent: int | None = None) -> None:
    """Copies the first `most` bytes of an ordinary file; what is in the place of `target` goes. Raises NotOrdinary."""
    source = _open_file(path, parent)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        with open(os.open(target, _WRITE, 0o644), "wb") as file:
            for part in _parts(source, most):
                file.write(part)
    except NotOrdinary:
        target.unlink(missing_ok=True)
        raise
    finally:
        os.close(source)


def copy_from(folder: Path, name: str, target: Path, *, most: int = MOST_BYTES, own: int = 1) -> None:
    """`copy_file` of one file that lies in `folder`; none of the last `own` parts of its path is a link. Raises
    NotOrdinary."""
    with opened(folder, own=own) as parent:
        copy_file(name, target, most=most, parent=parent)


@contextlib.contextmanager
def opened(folder: Path, *, own: int = 1, parent: int | None = None) -> Iterator[int]:
    """The folder's descriptor; none of the last `own` parts of its path is a link. Raises NotOrdinary."""
    descriptor = _open_folder(folder, parent, own)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def write(folder: int, path: str, data: bytes) -> None:
    """A new file below the open `folder`, and the folders on its way. Raises OSError, and NotOrdinary for a link there."""
    above, _, name = path.rpartition("/")
    inner = os.dup(folder)
    try:
        for part in above.split("/") if above else ():
            with contextlib.suppress(FileExistsError):
                os.mkdir(part, dir_fd=inner)
            outer, inner = inner, _open_folder(part, inner)
            os.close(outer)
        with open(os.open(name, _WRITE, 0o666, dir_fd=inner), "wb") as file:
            file.write(data)
    finally:
        os.close(inner)


@contextlib.contextmanager
def _entered(path: Path | str, own: int) -> Iterator[tuple[str, int]]:
    """The last part of `path`, and the folder that it lies in, to which the parts before it lead without a link."""
    *above, name = Path(path).parts[-own:]
    try:
        folder = os.open(Path(*Path(path).parts[:-own]), _ENTER)
    except (OSError, ValueError) as error:
        raise NotOrdinary(_reason(error)) from None
    try:
        for part in above:
            outer, folder = folder, _open_folder(part, folder, how=_ENTER | os.O_NOFOLLOW)
            os.close(outer)
        yield name, folder
    finally:
        os.close(folder)


def _open_file(path: Path | str, parent: int | None, own: int = 1) -> int:
    if own > 1:
        with _entered(path, own) as (name, folder):
            return _open_file(name, folder)
    try:
        # Looked at first: opening a device may be an act of its own.
        other = kind(os.stat(path, dir_fd=parent, follow_symlinks=False).st_mode)
        if other is not None:
            raise NotOrdinary(other)
        file = os.open(path, _READ, dir_fd=parent)
    except (OSError, ValueError) as error:
        raise NotOrdinary(_reason(error)) from None
    other = kind(os.fstat(file).st_mode)
    if other is not None:
        os.close(file)
        raise NotOrdinary(other)
    return file


def _open_folder(path: Path | str, parent: int | None, own: int = 1, how: int = _READ | os.O_DIRECTORY) -> int:
    if own > 1:
        with _entered(path, own) as (name, folder):
            return _open_folder(name, folder)
    try:
        mode = os.stat(path, dir_fd=parent, follow_symlinks=False).st_mode
        if not stat.S_ISDIR(mode):
            raise NotOrdinary(kind(mode) or "is no folder")
        return os.open(path, how, dir_fd=parent)
    except (OSError, ValueError) as error:
        raise NotOrdinary(_reason(error)) from None


def _parts(file: int, most: int) -> Iterator[bytes]:
    try:
        while most > 0 and (part := os.read(file, min(most, _CHUNK))):
            most -= len(part)
            yield part
    except OSError as error:
        raise NotOrdinary(_reason(error)) from None


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"
