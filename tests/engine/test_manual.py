"""A cell that was graded by hand is to be looked at again when its answer has changed, and else not."""

from __future__ import annotations

from pathlib import Path

import pytest
import quick_class
from quick_class import QuickClass, classroom


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickClass:
    room = quick_class.make(tmp_path / "course", monkeypatch, ["ada", "ben"])
    room.autograde()
    room.ask("update grade set manual_score = 1.5, needs_manual_grade = 0 where auto_score = 4")
    return room


def by_hand(room: QuickClass) -> dict[str, list[tuple[float, bool]]]:
    """Manual score and whether a look is needed, by learner."""
    found: dict[str, list[tuple[float, bool]]] = {}
    for (learner, *_), (_, score, waits) in classroom.grades(room.root).items():
        if score is not None:
            found.setdefault(learner, []).append((score, bool(waits)))
    return found


def test_the_same_answer_is_not_flagged_again(room: QuickClass) -> None:
    room.autograde(force=True)
    assert by_hand(room) == {"ada": [(1.5, False)], "ben": [(1.5, False)]}
    room.hand_in("ada", at="2026-12-01 12:00:00 UTC")  # once more, later
    assert room.autograde().graded == ("ada",)
    assert by_hand(room) == {"ada": [(1.5, False)], "ben": [(1.5, False)]}


def test_another_answer_is_flagged_until_somebody_has_looked(room: QuickClass) -> None:
    room.hand_in("ada", "wrong")
    room.autograde()
    room.autograde(force=True)
    assert by_hand(room) == {"ada": [(1.5, True)], "ben": [(1.5, False)]}
    room.ask("update grade set needs_manual_grade = 0")
    room.autograde(force=True)
    assert by_hand(room)["ada"] == [(1.5, False)]


def test_what_was_graded_and_is_lost_is_flagged(room: QuickClass) -> None:
    (room.root / "autograded/ada/sums/adding.ipynb").unlink()
    room.autograde()
    assert by_hand(room) == {"ada": [(1.5, True)], "ben": [(1.5, False)]}


def test_nbgraders_own_command_does_the_same(room: QuickClass) -> None:
    path = room.root / "nbgrader_config.py"
    path.write_text(classroom.quick_judge.IN_CONFIG + path.read_text())
    room.hand_in("ben", "wrong")
    done = classroom.run(room.root, (*classroom.NBGRADERS, "--force"))
    assert done.returncode == 0, done.stderr
    assert by_hand(room) == {"ada": [(1.5, False)], "ben": [(1.5, True)]}
