"""Lists and dicts among the arguments that come to hold themselves, and a number of twenty thousand digits."""

GETS = "nothing"
EXERCISE = "adam"
HONEST = "def adam(params, states, hyperparams):\n    hyperparams['t'] += 1\n"


def adam(params, states, hyperparams):
    hyperparams["t"] = 10**20_000
    hyperparams["self"] = hyperparams
    params.append(params)
    states.append((states, states))
