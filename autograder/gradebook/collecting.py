"""`nbgrader collect` and `zip_collect`, which here take ordinary files only, and only so many.

An exchange is a folder that learners write to, and an archive is whatever they made of it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeList
from nbgrader.plugins import ExtractorPlugin
from nbgrader.utils import unzip

from autograder.course.learner_id import shown, unusable
from autograder.gradebook import claims, late
from autograder.notebook import ordinary
from autograder.notebook.zips import METHODS, OTHER_METHOD, lists_more_than
from autograder.report.visible import readable

# What stands before a member of a tar archive: a long name, attributes; and how many bytes it may have.
_NAMES = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_LONGEST_NAME = 1 << 20
_MOST_ENTRIES = 100_000  # in a class's download
UNTIMED = "has a time that cannot be read; it was not collected"


class QuietList(ExchangeList):  # type: ignore[misc]  # nbgrader has no types
    """Formgrader asks for the exchange with every page; where none is set up, its log is not told each time."""

    def ensure_root(self) -> None:
        if isinstance(self.parent, NbGraderAPI) and not self.coursedir.course_id and not os.path.isdir(self.root):
            raise ExchangeError("no exchange is set up")
        super().ensure_root()


class CarefulCollect(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types
    """Copies a submission from the exchange without following its links, and to no other place than its learner's."""

    src_records: list[dict[str, Any]]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """nbgrader's; who makes a folder by hand may give it any time, or none."""
        try:
            record: dict[str, Any] = super()._path_to_record(path)
        except Exception:  # noqa: BLE001  whatever a name makes of it
            name = os.path.basename(path)
            return {"username": name, "filename": name, "timestamp": dt.datetime.min, "problem": UNTIMED}
        return record

    def init_src(self) -> None:
        super().init_src()
        taken = []
        for record in self.src_records:
            reason = unusable(record["username"])
            problem = record.get("problem") or (reason and f"was not collected: the learner's id {reason}")
            place = self.coursedir
            target = Path(place.format_path(place.submitted_directory, record["username"], place.assignment_id))
            for link in (it for it in (target.parent, target) if not problem and os.path.islink(it)):
                problem = f"was not collected: {shown(str(link))} is a symbolic link; remove it"
            if problem:
                self.log.error("%s %s", shown(f"inbound/{record['filename']}"), problem)
            else:
                taken.append(record)
        self.src_records = taken

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        left_out = ordinary.copy(
            Path(src), Path(dest), leave_out=self._unwanted, most=self.coursedir.max_dir_size * 1000
        )
        for path, why in left_out:
            self.log.error("%s %s; it was not collected", shown(os.path.join(src, path)), why)
        Path(dest).mkdir(parents=True, exist_ok=True)
        late.copy_time(Path(src), Path(dest))
        if self.coursedir.groupshared:
            for folder, _, names in os.walk(dest):
                os.chmod(folder, 0o2775)
                for name in names:
                    os.chmod(os.path.join(folder, name), 0o664)

    def _unwanted(self, entry: ordinary.Entry) -> bool:
        return ordinary.fits(entry.name, self.coursedir.ignore) or (
            entry.is_file and not ordinary.fits(entry.name, self.coursedir.include)
        )


class CarefulExtractor(ExtractorPlugin):  # type: ignore[misc]
    """Unpacks a platform's download archive by archive: one that is broken, or too large, costs no other."""

    unpacked: frozenset[str] = frozenset()  # the folders that were archives
    passed_over = 0

    def extract(self, archive_path: str, extracted_path: str) -> None:
        source, target = Path(archive_path), Path(extracted_path)
        self.unpacked, self.passed_over = frozenset(), 0
        try:
            for entry in ordinary.walk(source, most=_MOST_ENTRIES):
                if entry.is_file:
                    self._take(source / entry.path, (target / entry.path).parent)
                elif entry.problem is not None:
                    self.leave(source / entry.path, entry.problem)
        except ordinary.NotOrdinary as error:
            self.leave(source, str(error))
        self._drop_links(target)

    def _take(self, path: Path, into: Path) -> None:
        into.mkdir(parents=True, exist_ok=True)
        if path.suffix not in self.zip_ext:
            ordinary.copy_file(path, into / path.name)
            return
        folder = into / path.name.removesuffix(path.suffix).removesuffix(".tar")
        try:
            self._unpack(path, into, folder)
        except Exception as error:  # noqa: BLE001  what a broken archive raises depends on its damage
            shutil.rmtree(folder, ignore_errors=True)
            self.leave(path, f"cannot be unpacked ({' '.join(str(error).split()) or type(error).__name__})")

    def _unpack(self, path: Path, into: Path, folder: Path) -> None:
        """The archive, and those within: as long as all of them together are not too large."""
        waiting, sizes = [(path, into)], []
        while waiting:
            archive, place = waiting.pop()
            sizes += unpacked_sizes(archive)
            if len(sizes) > ordinary.MOST_ENTRIES:
                raise ValueError(f"it has more than {ordinary.MOST_ENTRIES} files")
            if sum(sizes) > ordinary.MOST_BYTES:
                raise ValueError(f"unpacked it is larger than {ordinary.size(ordinary.MOST_BYTES)}")
            own = place / archive.name.removesuffix(archive.suffix).removesuffix(".tar")
            before = set(_archives(own, self.zip_ext))
            unzip(str(archive), str(place), zip_ext=self.zip_ext, create_own_folder=True)
            self.unpacked |= {str(own)}
            waiting += [(inner, inner.parent) for inner in _archives(own, self.zip_ext) if inner not in before]

    def _drop_links(self, folder: Path) -> None:
        for path, _, names in os.walk(folder):
            for name in names:
                problem = ordinary.problem(Path(path, name))
                if problem is not None:
                    os.unlink(Path(path, name))
                    self.leave(Path(path, name), problem)

    def leave(self, path: Path, why: str) -> None:
        self.passed_over += 1
        self.log.error("%s %s; it was not collected", shown(str(path)), shown(why))


def install() -> None:
    """From now on `zip_collect` in this process ends for nobody's file, and says by its exit status that it left one
    out.

    nbgrader finds its commands by their classes, so this one gets other methods.
    """
    collect_files, start = ZipCollectApp._collect_files, ZipCollectApp.start

    def _collect_believed(self: ZipCollectApp, src_files: list[str]) -> Any:
        extractor = self.extractor_plugin_inst
        if isinstance(extractor, CarefulExtractor):  # a course may configure another
            src_files = claims.settle(src_files, self.collector_plugin_inst, extractor.unpacked, extractor.leave)
        return collect_files(self, src_files)

    def _start(self: ZipCollectApp) -> None:
        self.log.addFilter(readable)  # nbgrader's own lines name files as they are called
        start(self)
        if getattr(self.extractor_plugin_inst, "passed_over", 0):
            sys.exit(3)

    if collect_files.__name__ != _collect_believed.__name__:
        ZipCollectApp._collect_files, ZipCollectApp.start = _collect_believed, _start


class _Modest(tarfile.TarInfo):
    """A member whose name and attributes are no longer than such things are, and without holes: tarfile reads names and
    lists of holes as a whole."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        member = super().frombuf(buf, encoding, errors)
        if member.type in _NAMES and member.size > _LONGEST_NAME:
            raise ValueError(f"it has a name or attributes of {ordinary.size(member.size)}")
        return member

    def _refuse(self, *_: object) -> Self:
        raise ValueError("it has a file with holes in it; pack it anew")

    _proc_sparse = _proc_gnusparse_00 = _proc_gnusparse_01 = _proc_gnusparse_10 = _refuse


def unpacked_sizes(archive: Path) -> list[int]:
    """How many bytes each file in an archive says that it has: of those of a large one, enough to see that it is.

    Raises ValueError for more of them than a submission has, and for what is not unpacked bit by bit.
    """
    if zipfile.is_zipfile(archive):
        if lists_more_than(archive, ordinary.MOST_ENTRIES):
            raise ValueError(f"it has more than {ordinary.MOST_ENTRIES} files")
        with zipfile.ZipFile(archive) as opened:
            members = opened.infolist()
        if any(member.compress_type not in METHODS for member in members):
            raise ValueError(OTHER_METHOD)
        return [member.file_size for member in members]
    sizes: list[int] = []
    with tarfile.open(archive, tarinfo=_Modest) as tar:
        for entry in tar:  # one by one: a bomb is not read to its end
            sizes.append(entry.size)
            if len(sizes) > ordinary.MOST_ENTRIES or sum(sizes) > ordinary.MOST_BYTES:
                break
    return sizes


def _archives(folder: Path, endings: Sequence[str]) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.suffix in endings and ordinary.problem(path) is None]
