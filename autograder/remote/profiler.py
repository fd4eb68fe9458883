"""Which of torch's operators run, as torch's profiler sees them: by whatever name or script they are called.

It also sees the operators that are made of others, which a dispatch mode sees only in parts. Everything here is private
to torch and imported late: by the head of a file a learner's `check` would depend on it.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from typing import Any

_ATEN = "aten::"
_NODE = re.compile(r"[A-Za-z]\w*Backward\d*")


class Recording:
    """Records operators from `start` to `stop`: those of this thread, or `everywhere` those of all threads.

    The second needs a thread of the profiler's own, which no process may have that others are forked from.
    """

    def __init__(self) -> None:
        self.everywhere = False
        self._mark = secrets.token_hex(8)  # at both ends, so that a recording that was ended or begun again is seen
        self._running = False

    def start(self, *, everywhere: bool) -> bool:
        """Whether it could be started: of this thread alone not where another one runs."""
        self.everywhere = everywhere
        if everywhere:
            _start_everywhere()
        elif _is_recorded():
            return False
        else:
            _start_here()
        self._running = True
        self._note()
        return True

    def stop(self) -> tuple[Counter[str], Counter[str]] | None:
        """The names of the operators that ran, with their numbers, in this thread and in others; None when it was
        disturbed. With those of the nodes of a graph that ran backwards, `MulBackward0`."""
        if not self._running or not (self.everywhere or _is_recorded()):
            return None
        self._note()
        try:
            events = _stop_everywhere() if self.everywhere else _stop_here()
        except RuntimeError:  # what some versions of torch raise when it was ended already
            return None
        marked = [thread for (name, thread), count in events.items() if name == self._mark for _ in range(count)]
        if len(marked) != 2:
            return None
        here: Counter[str] = Counter()
        elsewhere: Counter[str] = Counter()
        for (name, thread), count in events.items():
            if name.startswith(_ATEN) or _NODE.fullmatch(name):
                (here if thread == marked[0] else elsewhere)[name.removeprefix(_ATEN)] += count
        return here, elsewhere

    def _note(self) -> None:
        from torch._C._profiler import _RecordFunctionFast

        with _RecordFunctionFast(self._mark):
            pass


def _is_recorded() -> bool:
    from torch._C._autograd import _profiler_enabled

    return bool(_profiler_enabled())


def _start_here() -> None:
    from torch._C._autograd import _enable_profiler_legacy
    from torch._C._profiler import ProfilerState

    _enable_profiler_legacy(_configuration(ProfilerState.CPU))


def _stop_here() -> Counter[tuple[str, int]]:
    """How often each (name, thread) was recorded: some fifty of them, of some thousands of events."""
    from torch._C._autograd import _disable_profiler_legacy

    found: Counter[tuple[str, int]] = Counter()
    for thread in filter(None, _disable_profiler_legacy()):
        number = thread[0].thread_id()
        found.update({(name, number): count for name, count in Counter([event.name() for event in thread]).items()})
    return found


def _start_everywhere() -> None:
    from torch._C._autograd import _enable_profiler, _prepare_profiler
    from torch._C._profiler import ProfilerActivity, ProfilerState

    configuration, activities = _configuration(ProfilerState.KINETO, profile_all_threads=True), {ProfilerActivity.CPU}
    _prepare_profiler(configuration, activities)
    _enable_profiler(configuration, activities)


def _stop_everywhere() -> Counter[tuple[str, int]]:
    from torch._C._autograd import _disable_profiler

    return Counter((event.name(), event.start_thread_id()) for event in _disable_profiler().events())


def _configuration(state: Any, **more: Any) -> Any:
    from torch._C._profiler import ProfilerConfig, _ExperimentalConfig

    return ProfilerConfig(state, False, False, False, False, False, _ExperimentalConfig(**more))
