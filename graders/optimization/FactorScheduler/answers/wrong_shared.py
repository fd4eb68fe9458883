"""All schedulers share one rate."""

HINT = "Every scheduler has the same rate, because it stands in the class and not in self: the calls of one shrink that of the others."
MUST_FAIL = "test_hidden::test_in_turn"


class FactorScheduler:
    def __init__(self, factor=1, stop_factor_lr=1e-7, base_lr=0.1):
        self.factor, self.stop_factor_lr = factor, stop_factor_lr
        FactorScheduler.rate = base_lr

    def __call__(self, t):
        FactorScheduler.rate = max(self.stop_factor_lr, FactorScheduler.rate * self.factor)
        return FactorScheduler.rate
