"""Compilers that compile nothing: a function that is to be compiled runs as it is written, a convolution as it comes.

A compiler needs other programs, which a sandbox does not start, and files, which it does not keep; and compiled or not,
a function computes the same. In a learner's own kernel nothing is different.
"""

from __future__ import annotations

import sys
from typing import Any

import torch


def run_eagerly() -> None:
    """From now on this process's `torch.compile`, `torch.jit.script` and `torch.jit.trace` give back what they get.

    oneDNN compiles each convolution for its shape, which takes ten times as long as to compute the small ones of tests.
    """
    torch.backends.mkldnn.set_flags(False)
    torch.compile = _itself
    for name in ("trace", "freeze", "optimize_for_inference"):
        setattr(torch.jit, name, _itself)
    compiled: Any = torch.jit.script

    def script(obj: Any = None, *arguments: Any, **options: Any) -> Any:
        # Forward derivatives take the graphs of torch's own formulas when they are asked for the first time.
        by_torch = str(sys._getframe(1).f_globals.get("__name__")).startswith("torch.")
        function = compiled if by_torch else _itself
        return function(obj, *arguments, **options)

    torch.jit.script = script


def _itself(model: Any = None, *arguments: Any, **options: Any) -> Any:
    for word in ("obj", "func", "mod"):
        model = options.get(word) if model is None else model
    return _itself if model is None else model  # without one, it is the decorator `@torch.compile(mode=...)`
