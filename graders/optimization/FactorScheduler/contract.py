"""FactorScheduler(factor, stop_factor_lr, base_lr): a rate that shrinks with every call. It is used on the submission's side.

Where the first call gives base_lr itself, the rates are right one call later: that slip is charged once.
"""

import torch

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import plain
from autograder.checks.settings import Setting


@inside
def rates(FactorScheduler, options, times, dtype=torch.float32, skipped=0):
    """The rates for these times, asked one after the other, after some that are not looked at."""
    scheduler = FactorScheduler(**options)
    for _ in range(skipped):
        scheduler(0)
    return torch.tensor([float(scheduler(t)) for t in times], dtype=dtype)


@inside
def by_position(FactorScheduler, times):
    scheduler = FactorScheduler(0.5, 0.02, 0.4)
    return torch.tensor([float(scheduler(t)) for t in times])


@inside
def in_turn(FactorScheduler, options, times):
    """Two schedulers that are asked in turn, the second one made later."""
    first = FactorScheduler(**options)
    found = [float(first(0))]
    second = FactorScheduler(**options)
    for t in times:
        found += [float(first(t)), float(second(t))]
    return torch.tensor(found)


def arguments(rng, times=6, factor=0.8, stop=0.01, base=0.5):
    return {"factor": factor, "stop_factor_lr": stop, "base_lr": base}, list(range(times))


def asked(ns, options, times):
    return rates(ns, ns.FactorScheduler, options, times)


def one_later(ns, options, times):
    return rates(ns, ns.FactorScheduler, options, times, skipped=1)


contract = plain(
    "FactorScheduler(factor, stop_factor_lr, base_lr)",
    asked,
    arguments,
    sizes=[{"times": 1}, {"factor": 0.9, "base": 2.0}, {"factor": 0.5, "stop": 0.125}, {"times": 40}],
    edges={
        "a stop_factor_lr of 0": lambda rng: arguments(rng, times=12, factor=0.2, stop=0),
        "a factor of 1": lambda rng: arguments(rng, factor=1),
        "a base_lr that is below stop_factor_lr": lambda rng: arguments(rng, base=0.005),
        "a factor above 1": lambda rng: arguments(rng, factor=1.5),
        "a factor above 1 and a base_lr below stop_factor_lr": lambda rng: arguments(rng, factor=1.5, base=0.009),
    },
    cases={
        "stop": Case(
            3,
            "the rate never falls below stop_factor_lr",
            lambda rng: arguments(rng, times=12, factor=0.5, stop=0.03),
            rightly=True,
        ),
        "every_call": Case(
            3,
            "every call counts, whatever t is",
            {
                "t = 9, 9, 4, 0": lambda rng: (arguments(rng)[0], [9, 9, 4, 0]),
                "t = 0.5, 100": lambda rng: (arguments(rng)[0], [0.5, 100]),
            },
            rightly=True,
        ),
        "defaults": Case(
            1,
            "factor is 1, stop_factor_lr 1e-7 and base_lr 0.1 where nothing is said",
            {
                "no argument": lambda rng: ({}, [0, 1]),
                "factor and a tiny base_lr": lambda rng: ({"factor": 0.05, "base_lr": 1e-6}, [0, 1]),
                "base_lr alone": lambda rng: ({"base_lr": 0.3}, [0, 1]),
            },
            rightly=True,
        ),
        "by_position": Case(
            1,
            "the arguments come in this order",
            lambda rng: ([0, 1, 2],),
            call=lambda ns, times: by_position(ns, ns.FactorScheduler, times),
            of="scheduler = FactorScheduler(0.5, 0.02, 0.4); [scheduler(t) for t in times]",
        ),
        "in_turn": Case(
            2,
            "two schedulers have nothing in common",
            call=lambda ns, options, times: in_turn(ns, ns.FactorScheduler, options, times),
            of="the rates of two schedulers",
            requires_one_of=("test_values", "test_sizes"),
        ),
        "digits": Case(
            1,
            "the rates have the digits of a Python float",
            lambda rng: arguments(rng, times=20, factor=0.9),
            call=lambda ns, options, times: rates(ns, ns.FactorScheduler, options, times, torch.float64),
            requires="test_values",
        ),
    },
    settings=[Setting("one call later", one_later, right=asked)],
    basis=("test_values", "test_sizes"),
    titles={
        "values": "each call multiplies the rate by the factor, the first one too",
        "edges": "a factor of 1 or above, and a rate that begins below stop_factor_lr",
    },
)
