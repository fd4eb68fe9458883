"""Fills the lists that it gets with each other, so that what they hold grows with every turn."""

GETS = "no more"
EXERCISE = "adam"
HONEST = """
def adam(params, states, hyperparams):
    pass
"""


def adam(params, states, hyperparams):
    states[:] = [params] * 1000
    params[:] = [states] * 1000
    hyperparams["t"] = [params, states] * 1000
    return [params, states, hyperparams] * 1000
