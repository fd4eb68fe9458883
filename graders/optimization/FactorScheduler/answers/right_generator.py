"""An endless generator of rates, the next of which a call takes."""

import itertools


class FactorScheduler:
    def __init__(self, factor=1, stop_factor_lr=1e-7, base_lr=0.1):
        def shrink(rate, _):
            return max(rate * factor, stop_factor_lr)

        self.rates = itertools.accumulate(itertools.repeat(None), shrink, initial=base_lr)
        next(self.rates)

    def __call__(self, t=None):
        return next(self.rates)
