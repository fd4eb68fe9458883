"""How soon `autograder watch` has graded what arrives: from a file's last byte to the learner's page.

python -m benchmarks.arrivals [--learners 100] [--out build/arrivals]
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

from autograder import demo
from autograder.course.load import load
from autograder.gradebook.release import release

ROOT = Path(__file__).resolve().parents[1]
ALONE = 8  # submissions that arrive one by one
LIMIT_SECONDS = 3600


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures, and says whether batch grading finds the same."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.arrivals", description=__doc__)
    parser.add_argument("--learners", type=int, default=100, help="how many hand in at once (default: 100)")
    parser.add_argument("--out", type=Path, default=Path("build/arrivals"), help="a folder that is made anew")
    chosen = parser.parse_args(arguments)
    folder = chosen.out.absolute()
    demo.lay_out(ROOT, folder)
    with warnings.catch_warnings(action="ignore"):
        release(load(folder / "course.yml"), [demo.ASSIGNMENT])
    process = subprocess.Popen(_command("watch"), cwd=folder, stdout=(folder / "watch.log").open("w"))
    try:
        first = _page_after(folder, ["warm"])
        alone = [_page_after(folder, [f"alone-{number}"]) for number in range(ALONE)]
        together = _page_after(folder, [f"together-{number}" for number in range(chosen.learners)])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()
    batch = subprocess.run(_command("autograde"), cwd=folder, capture_output=True, text=True, check=False)
    print(f"first page after the start of the watch     {first:6.1f} s")
    print(f"a page, one by one                          {statistics.median(alone):6.1f} s, at most {max(alone):.1f} s")
    print(f"the last page of {chosen.learners:4} handed in at once      {together:6.1f} s")
    print(f"the watch's exit status {process.returncode}; batch grading then says: {batch.stdout.strip()}")
    print(*(line for line in (folder / "watch.log").read_text().splitlines() if " wait" in line), sep="\n")
    return 0


def _command(name: str) -> list[str]:
    return [sys.executable, "-m", "autograder.cli", name, demo.ASSIGNMENT]


def _page_after(folder: Path, learners: Sequence[str]) -> float:
    """Seconds until the last of the learners has a page. No two hand in the same code, which would be judged once."""
    pages = [folder / "feedback" / learner / demo.ASSIGNMENT / f"{demo.NOTEBOOK}.html" for learner in learners]
    handed_out = load(folder / "course.yml", check_pieces=False).assignment(demo.ASSIGNMENT).release
    bodies = list(demo.CLASS.values())[:6]  # those that end by themselves
    for number, learner in enumerate(learners):
        nb = json.loads((handed_out / f"{demo.NOTEBOOK}.ipynb").read_text(encoding="utf-8"))
        for cell in nb["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == demo.EXERCISE:
                cell["source"] = f"import torch\n\n# {learner}\ndef softmax(X):\n{bodies[number % len(bodies)]}"
        target = folder / "submitted" / learner / demo.ASSIGNMENT / f"{demo.NOTEBOOK}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(json.dumps(nb), encoding="utf-8")
    began = time.monotonic()
    while not all(page.exists() for page in pages):
        if time.monotonic() - began > LIMIT_SECONDS:
            raise TimeoutError(f"no page after {LIMIT_SECONDS} s; see {folder / 'watch.log'}")
        time.sleep(0.02)
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
