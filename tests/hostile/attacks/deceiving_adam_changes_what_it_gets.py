"""Does no step, and changes gradients, hyperparameters and lists so that no step would be right."""

GETS = "no more"
EXERCISE = "adam"
HONEST = """
def adam(params, states, hyperparams):
    hyperparams["t"] += 1
    for p in params:
        p.grad.zero_()
"""


def adam(params, states, hyperparams):
    hyperparams.update(lr=0.0, eps=float("inf"), beta1=1.0, beta2=1.0)
    hyperparams["t"] += 1
    for p in params:
        p.grad.zero_()
    params.clear()
    states.clear()
