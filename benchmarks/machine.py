"""What the numbers were measured on."""

from __future__ import annotations

import importlib.metadata as metadata
import os
import platform
from pathlib import Path


def describe() -> dict[str, object]:
    """Processor, cores, memory, versions, and how busy the machine was when this was asked."""
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(int((_first("/proc/meminfo", "MemTotal") or "0").split()[0]) / 2**20, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": {name: metadata.version(name) for name in ("torch", "nbgrader", "ipykernel")},
        "load_before": [round(load, 1) for load in os.getloadavg()],
    }


def _first(path: str, key: str) -> str | None:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return None
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), None)
