"""CosineScheduler(max_update, base_lr, final_lr, warmup_steps, warmup_begin_lr): it is used on the submission's side.

Most tests have no warm-up and a final rate of zero: a slip in either costs the points for that and no others.
"""

import torch

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import plain


@inside
def rates(CosineScheduler, options, times, dtype=torch.float32):
    scheduler = CosineScheduler(**options)
    return torch.tensor([float(scheduler(t)) for t in times], dtype=dtype)


@inside
def each_first(CosineScheduler, options, times):
    """Every time is the first that a new scheduler is asked for."""
    return torch.tensor([float(CosineScheduler(**options)(t)) for t in times])


@inside
def in_turn(CosineScheduler, options, times):
    """Two schedulers that are asked in turn, the second one with other options."""
    first = CosineScheduler(**options)
    second = CosineScheduler(9, 0.2, 0.01, 2, 0.05)
    return torch.tensor([[float(first(t)), float(second(t))] for t in times])


@inside
def by_position(CosineScheduler, times):
    scheduler = CosineScheduler(20, 0.8, 0.1, 5, 0.2)
    return torch.tensor([float(scheduler(t)) for t in times])


def arguments(rng, max_update=12, base=0.5, times=12):
    return {"max_update": max_update, "base_lr": base}, list(range(times))


def with_options(*times, **given):
    return lambda rng: ({**arguments(rng)[0], **given}, list(times) or list(range(12)))


WARM = {"warmup_steps": 4, "warmup_begin_lr": 0.1}
contract = plain(
    "CosineScheduler(max_update, base_lr, final_lr, warmup_steps, warmup_begin_lr)",
    lambda ns, options, times: rates(ns, ns.CosineScheduler, options, times),
    arguments,
    sizes=[{"max_update": 30}, {"base": 3.0}, {"max_update": 20, "times": 1}],
    edges={
        "times between whole numbers": with_options(0.5, 2.25, 7.75),
        "a max_update that is no whole number": with_options(max_update=12.5),
        "a single step": with_options(0, 1, max_update=1),
        "a final_lr above base_lr": with_options(final_lr=0.9),
        "a warmup_begin_lr above base_lr": with_options(warmup_steps=4, warmup_begin_lr=0.8),
        "warmup_steps that are no whole number": with_options(0, 1, 2, 2.25, 2.75, 3, 6, warmup_steps=2.5),
    },
    cases={
        "final": Case(3, "the curve ends at final_lr", with_options(final_lr=0.2)),
        "after": Case(
            3,
            "from max_update on the rate is final_lr",
            {
                "final_lr = 0": with_options(10, 11, 12, 13, 20, 24),
                "t = 12.5 and later": with_options(11, 12, 12.5, 100),
            },
        ),
        "warm_up": Case(
            4,
            "the warm-up is a line from warmup_begin_lr to base_lr, and the curve begins after it",
            {"times within": with_options(0, 1, 2, 3, 3.5, **WARM), "later times": with_options(4, 5, 8, 11, **WARM)},
        ),
        "from_zero": Case(1, "the warm-up begins at 0 where nothing is said", with_options(0, 1, 2, warmup_steps=4)),
        "all_together": Case(
            2, "a final rate and a warm-up together", with_options(0, 2, 4, 6, 11, 12, 15, final_lr=0.05, **WARM)
        ),
        "any_order": Case(
            2, "the rate depends on t alone, not on earlier calls", with_options(30, 2, 12, 9, 2, 0, final_lr=0.2)
        ),
        "asked_first": Case(
            2,
            "a new scheduler may be asked for any time, also for one after max_update",
            with_options(0, 5, 12, 13, 50, final_lr=0.2),
            call=lambda ns, options, times: each_first(ns, ns.CosineScheduler, options, times),
            of="[CosineScheduler(...)(t) for t in times]",
        ),
        "warm_up_alone": Case(
            1, "a warm-up may last until max_update", with_options(0, 6, 12, 13, warmup_steps=12, final_lr=0.2)
        ),
        "defaults": Case(
            1,
            "base_lr is 0.01 where nothing is said",
            lambda rng: ({"max_update": 8}, list(range(10))),
        ),
        "by_position": Case(
            1,
            "the arguments come in this order",
            lambda rng: ([0, 3, 5, 9, 20],),
            call=lambda ns, times: by_position(ns, ns.CosineScheduler, times),
            of="scheduler = CosineScheduler(20, 0.8, 0.1, 5, 0.2); [scheduler(t) for t in times]",
        ),
        "in_turn": Case(
            2,
            "two schedulers have nothing in common",
            call=lambda ns, options, times: in_turn(ns, ns.CosineScheduler, options, times),
            of="the rates of two schedulers",
            requires_one_of=("test_values", "test_warm_up"),
        ),
        "digits": Case(
            1,
            "the rates have the digits of a Python float",
            {"no warm-up": arguments, "a warm-up": with_options(1, 3, 5, final_lr=0.07, **WARM)},
            call=lambda ns, options, times: rates(ns, ns.CosineScheduler, options, times, torch.float64),
            requires="test_values",
        ),
    },
    basis=("test_values", "test_warm_up"),
    weights={"edges": 2},
    titles={
        "values": "the rate falls from base_lr along half a wave of the cosine",
        "edges": "times between whole numbers, a single step, a final_lr or a warmup_begin_lr above base_lr",
    },
)
