"""torch's cosine in float64; the share is clamped, so that nothing is asked about the end of the wave."""

import torch


class CosineScheduler(torch.nn.Module):
    def __init__(self, max_update, base_lr=0.01, final_lr=0, warmup_steps=0, warmup_begin_lr=0):
        super().__init__()
        self.rates = warmup_begin_lr, base_lr, final_lr
        self.warm, self.length = warmup_steps, max_update - warmup_steps

    def forward(self, t):
        begin, base, final = self.rates
        if t < self.warm:
            return begin + (base - begin) / self.warm * t
        share = min((t - self.warm) / self.length, 1) if self.length else 1
        half = torch.tensor(share * torch.pi, dtype=torch.float64).cos().add(1).div(2)
        return (final + (base - final) * half).item()
