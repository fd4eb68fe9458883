"""A function that returns a function; the wave as a squared cosine."""

import math


def CosineScheduler(max_update, base_lr=0.01, final_lr=0, warmup_steps=0, warmup_begin_lr=0):
    def mix(start, end, share):
        return (1 - share) * start + share * end

    def scheduler(t):
        if t >= max_update:
            return final_lr
        if t < warmup_steps:
            return mix(warmup_begin_lr, base_lr, t / warmup_steps)
        return mix(final_lr, base_lr, math.cos(math.pi / 2 * (t - warmup_steps) / (max_update - warmup_steps)) ** 2)

    return scheduler
