"""The proof of the graders: the reference and right answers get everything, wrong ones fail just the tests that they
name and get their hint, and no mutant of a reference goes unnoticed."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from autograder.course.model import Assignment, Course, Exercise
from autograder.course.pieces import strays
from autograder.proof.proof import Proof, prove_apart

_HEADERS = ("exercise", "tests", "right", "wrong", "mutants killed", "slowest right", "CPU time")


@dataclass(frozen=True)
class SelftestReport:
    """One proof for each exercise, in the course's order; `strays` is what lies in the course and has no entry, a line
    each."""

    proofs: tuple[Proof, ...]
    strays: tuple[str, ...] = ()

    @property
    def proven(self) -> bool:
        return not self.strays and all(not proof.defects for proof in self.proofs)

    @property
    def text(self) -> str:
        """A table, then every defect on a line of its own."""
        rows = [_HEADERS, *map(_row, self.proofs)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        table = [_line(row, widths) for row in rows]
        accepted = [
            f"{proof.exercise}: recorded anew: {', '.join(proof.accepted)}" for proof in self.proofs if proof.accepted
        ]
        defects = [*self.strays, *(f"{proof.exercise}: {it}" for proof in self.proofs for it in proof.defects)]
        end = f"{len(defects)} defect{'s' * (len(defects) != 1)}" if defects else "Every grader is proven."
        return "\n".join([*table, "", *accepted, *defects, end])

    @property
    def scores(self) -> str:
        """For each exercise a table of what its wrong answers earn, the most first."""
        return "\n\n".join(_scores(proof) for proof in self.proofs)


def selftest(
    course: Course,
    exercises: Sequence[str] = (),
    *,
    jobs: int | None = None,
    accept: bool = False,
    quick: Collection[str] = (),
) -> SelftestReport:
    """Proves the graders of `exercises` (all without any), `jobs` at a time, each in a process of its own.

    Without any, what has no entry in course.yml is named, too. With `accept`, which tests each wrong answer fails is
    recorded first. Those of `quick` are proven quickly, see `prove`. Raises ValueError for an exercise that the course
    does not have.
    """
    entries = {exercise.id: (a, exercise) for a in course.assignments for exercise in a.exercises}
    for id in exercises:
        if id not in entries:
            raise ValueError(f"the course has no exercise {id}; it has {', '.join(entries)}")
    chosen = [entry for id, entry in entries.items() if not exercises or id in exercises]
    with ThreadPoolExecutor(jobs or len(os.sched_getaffinity(0))) as pool:
        proofs = tuple(pool.map(lambda of: _prove(of[0], of[1], accept, of[1].id in quick, course.seed), chosen))
    return SelftestReport(proofs, () if exercises else tuple(map(str, strays(course))))


def _prove(assignment: Assignment, exercise: Exercise, accept: bool, quick: bool, seed: int) -> Proof:
    """The proof from a child, so that a mutant that brings its process down costs only its own exercise."""
    # A fork server imports torch once; a plain fork of this process would copy its threads' locks.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["autograder.proof.proof"])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=prove_apart, args=(theirs, assignment, exercise, accept, quick, seed))
    process.start()
    theirs.close()
    try:
        proof: Proof = ours.recv()
    except EOFError:
        process.join()
        return Proof(exercise.id, defects=(f"the process of its proof ended with status {process.exitcode}",))
    process.join()
    return proof


def _row(proof: Proof) -> tuple[str, ...]:
    rate = proof.killed / proof.mutants if proof.mutants else 0.0
    listed = f" + {proof.listed} listed" if proof.listed else ""
    return (
        proof.exercise,
        str(proof.tests),
        str(proof.right),
        str(proof.wrong),
        f"{proof.killed}/{proof.mutants} ({rate:.1%}){listed}",
        f"{proof.slowest:.2f} s",
        f"{proof.seconds:.1f} s",
    )


def _scores(proof: Proof) -> str:
    ordered = sorted(proof.scores, key=lambda score: (-1 if score.score is None else -score.score, score.answer))
    rows = [("none" if s.score is None else f"{s.score:5.2f}", s.answer, s.title) for s in ordered]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    lines = [f"{proof.exercise}: of {proof.points:g} points", *(f"  {_line(row, widths)}" for row in rows)]
    unseen = [score.answer for score in ordered if score.passes_public and score.answer != "(none)"]
    if unseen:  # no defect: hidden tests are there for something
        lines.append(f"  pass every public test, so that `check` shows no mistake: {', '.join(unseen)}")
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
