"""A function that returns a function."""


def FactorScheduler(factor=1, stop_factor_lr=1e-7, base_lr=0.1):
    rate = base_lr

    def scheduler(t):
        nonlocal rate
        rate = rate * factor
        if rate < stop_factor_lr:
            rate = stop_factor_lr
        return rate

    return scheduler
