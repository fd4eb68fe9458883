"""A fork of the warm process copies few page table entries, where the kernel can gather its pages."""

import ctypes
import mmap
import os
import subprocess
import sys

import pytest

_SCRIPT = """
from autograder.sandbox import hugepages as pages

loaded = bytearray(b"x" * (64 << 20))
pages.gather()
assert loaded == b"x" * (64 << 20)
print(next(line.split()[1] for line in open("/proc/self/smaps_rollup") if line.startswith("AnonHugePages")))
"""


def _kernel_refuses() -> bool:
    memory = mmap.mmap(-1, 4 << 20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.write(b"x" * (4 << 20))
    start = -(-ctypes.addressof(ctypes.c_char.from_buffer(memory)) // (2 << 20)) * (2 << 20)
    return bool(ctypes.CDLL(None).madvise(ctypes.c_void_p(start), ctypes.c_size_t(2 << 20), 25))


@pytest.mark.skipif(_kernel_refuses(), reason="this kernel collapses no pages")
def test_what_is_loaded_lies_in_huge_pages_afterwards_and_is_unchanged():
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, env=os.environ, check=True)
    assert int(done.stdout) > 32 << 10  # kB
