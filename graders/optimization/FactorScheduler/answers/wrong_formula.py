"""The rate for t, however often somebody asks."""

HINT = "The rate is computed from t, so asking twice for one t gives the same. Here every call shrinks the rate once more, whatever t is."
MUST_FAIL = "test_hidden::test_every_call"


class FactorScheduler:
    def __init__(self, factor=1, stop_factor_lr=1e-7, base_lr=0.1):
        self.factor, self.stop_factor_lr, self.base_lr = factor, stop_factor_lr, base_lr

    def __call__(self, t):
        return max(self.stop_factor_lr, self.base_lr * self.factor ** (t + 1))
