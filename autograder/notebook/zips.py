"""How long a zip archive's list of files is, before zipfile reads it as a whole; and which of them it may unpack."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path

# Of any other, zipfile unpacks a whole piece at once, whatever that makes; no platform and no system packs so.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OTHER_METHOD = "it is packed by another method than deflate; zip it anew"
_DIRECTORY_BYTES = 300  # for each entry, in the list that a zip archive ends with
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\5\6", 22, 0xFFFF
_END64, _END64_SIZE, _LOCATOR_SIZE = b"PK\6\6", 56, 20


def lists_more_than(path: Path, most: int) -> bool:
    """Whether the archive says that it has more than `most` entries, or has a list too long for so many.

    False for what is no zip archive. Raises OSError.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - _LOCATOR_SIZE - _END64_SIZE))
        tail = file.read()
    # Where zipfile looks, and nowhere else: what stands in the fields of these records may look like one of them.
    place = tail.rfind(_END, 0, max(0, len(tail) - _END_SIZE + len(_END)))
    if place < 0:
        return False
    count, length = struct.unpack_from("<HL", tail, place + 10)
    large = place - _LOCATOR_SIZE - _END64_SIZE
    if large >= 0 and tail.startswith(_END64, large):
        count, length = struct.unpack_from("<QQ", tail, large + 32)
    return bool(count > most or length > most * _DIRECTORY_BYTES)
