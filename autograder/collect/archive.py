"""What a folder or a zip archive holds: looked at without following anything, and copied file by file within limits."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.notebook import ordinary
from autograder.notebook.zips import METHODS, OTHER_METHOD, lists_more_than

# Of a class's download; of one learner's files, `ordinary` says how many.
MOST_ENTRIES = 100_000
_LONGEST_NAME = 255  # bytes of a file's name that a disk takes
TOO_LONG = "has a name that is too long, or lies in too many folders"
_CHUNK = 1 << 20
# What zipfile and what is under it raise for bytes that are no archive.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError),
    *(RuntimeError, ValueError, OSError, MemoryError),
)


class NotOpened(Exception):
    """An archive, or a file in it, that cannot be read; the message needs a subject before it, such as `is encrypted`."""


@dataclass(frozen=True)
class Member:
    """A file, by the names on its way from the top; `problem` says why it cannot be copied.

    `moment` is when it was last changed; it has no time zone where the archive does not tell one.
    `copy(target, most)` writes a new file of at most `most` bytes, and raises NotOpened.
    """

    parts: tuple[str, ...]
    size: int
    moment: dt.datetime | None
    problem: str | None
    copy: Callable[[Path, int], None]


@contextlib.contextmanager
def opened(path: Path, most: int = MOST_ENTRIES) -> Iterator[list[Member]]:
    """The files of a folder or a zip archive, in its order; they can be copied within the block.

    Raises NotOpened for what is neither, and for one with more than `most` entries.
    """
    if path.is_dir():
        yield _of_folder(path, most)
        return
    with contextlib.ExitStack() as stack:
        try:
            if lists_more_than(path, most):
                raise NotOpened(f"has more than {most} files and folders")
            archive = stack.enter_context(zipfile.ZipFile(path))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise NotOpened(f"is no zip archive that can be read ({error})") from None
        except OSError as error:
            raise NotOpened(f"cannot be read: {error.strerror or error}") from None
        infos = archive.infolist()
        if len(infos) > most:
            raise NotOpened(f"has more than {most} files and folders")
        if sum(info.compress_size for info in infos) > path.stat().st_size:
            raise NotOpened("has files that share their bytes, as no program writes them")
        yield [_of_zip(archive, info) for info in infos if not info.filename.endswith("/")]


def _of_folder(folder: Path, most: int) -> list[Member]:
    found = []
    try:
        for entry in ordinary.walk(folder, most=most):
            if entry.is_folder and entry.problem is None:
                continue
            parts = tuple(entry.path.split("/"))
            problem = entry.problem or _fault_of(parts)
            found.append(Member(parts, entry.size, _moment(entry), problem, _copier(folder / entry.path)))
    except ordinary.NotOrdinary as error:
        raise NotOpened(str(error)) from None
    return found


def _moment(entry: ordinary.Entry) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(entry.status.st_mtime, dt.UTC)
    except (ValueError, OverflowError, OSError):  # a year that Python does not have
        return None


def _copier(path: Path) -> Callable[[Path, int], None]:
    def copy(target: Path, most: int) -> None:
        try:
            ordinary.copy_file(path, target, most=most)
        except ordinary.NotOrdinary as error:
            raise NotOpened(str(error)) from None

    return copy


def _of_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    parts, problem = _parts(info)
    mode = info.external_attr >> 16 if info.create_system == 3 else 0  # what Unix says of a file
    if problem is None and mode & 0o170000:
        problem = ordinary.kind(mode)
    if problem is None and info.flag_bits & 1:
        problem = "is encrypted; ask for it without a password"
    if problem is None and info.compress_type not in METHODS:
        problem = f"cannot be unpacked ({OTHER_METHOD})"
    try:
        moment: dt.datetime | None = dt.datetime(*info.date_time)
    except ValueError:
        moment = None

    def copy(target: Path, most: int) -> None:
        with target.open("xb") as file:
            for chunk in _unpacked(archive, info, most):
                file.write(chunk)

    return Member(parts, info.file_size, moment, problem, copy)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """The bytes of a file, at most `most` of them. Raises NotOpened."""
    try:
        with archive.open(info) as source:
            while most > 0 and (chunk := source.read(min(most, _CHUNK))):
                most -= len(chunk)
                yield chunk
            if source.read(1):
                raise NotOpened("is larger than it says, or than there is room for")
    except _UNREADABLE as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise NotOpened(f"cannot be unpacked ({said})") from None


def _parts(info: zipfile.ZipInfo) -> tuple[tuple[str, ...], str | None]:
    """The names on the way to a file, and why it is not to be copied there."""
    name = info.filename
    if not info.flag_bits & 0x800:  # which says that it is UTF-8; many programs write that and do not say so
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if name.startswith("/") or ".." in parts or any(part[1:2] == ":" for part in parts):
        return parts, "leads out of the archive"
    return parts or ("",), _fault_of(parts) if parts else "has no name"


def _fault_of(parts: tuple[str, ...]) -> str | None:
    """Why a file is not to be written under these names."""
    if not "".join(parts).isprintable():
        return "has characters in its name that cannot be seen or written"
    if len(parts) > ordinary.DEEPEST or any(len(os.fsencode(part)) > _LONGEST_NAME for part in parts):
        return TOO_LONG
    return None
