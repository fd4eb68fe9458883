"""Memory of the warm process, laid out so that a fork of it is cheap. Runs inside the sandbox only."""

from __future__ import annotations

import ctypes

_MADV_COLLAPSE, _HUGE_PAGE = 25, 2 << 20  # uapi/asm-generic/mman-common.h, since Linux 6.1


def gather() -> None:
    """Turns what is loaded into huge pages: a fork then copies some hundred page table entries instead of 60,000.

    That is two thirds of what it costs to start and to end a submission's process. A kernel that cannot, or has no huge
    page left, refuses, and nothing else changes.
    """
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    with open("/proc/self/maps") as file:
        rows = [line.split() for line in file]
    for place, access, _, _, inode, *name in rows:
        if access == "rw-p" and inode == "0" and name in ([], ["[heap]"]):
            start, end = (int(address, 16) for address in place.split("-"))
            for address in range(-(-start // _HUGE_PAGE) * _HUGE_PAGE, end - _HUGE_PAGE + 1, _HUGE_PAGE):
                madvise(address, _HUGE_PAGE, _MADV_COLLAPSE)
