"""NumPy's interpolation for the warm-up, and its cosine; a dataclass."""

from dataclasses import dataclass

import numpy as np


@dataclass
class CosineScheduler:
    max_update: float
    base_lr: float = 0.01
    final_lr: float = 0
    warmup_steps: int = 0
    warmup_begin_lr: float = 0

    def __call__(self, t):
        if t >= self.max_update:
            return self.final_lr
        if t < self.warmup_steps:
            return np.interp(t, [0, self.warmup_steps], [self.warmup_begin_lr, self.base_lr])
        angle = np.pi * (t - self.warmup_steps) / (self.max_update - self.warmup_steps)
        return self.final_lr + 0.5 * (self.base_lr - self.final_lr) * (1 + np.cos(angle))
