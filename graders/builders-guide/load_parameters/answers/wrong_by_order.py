"""Numbers by their order, whatever their names."""

HINT = "The numbers are put into the net in their order, whatever their names are. A net with other names is loaded without a word."
MUST_FAIL = "test_hidden::test_raises"

import torch


def save_parameters(net, path):
    torch.save([t for t in net.state_dict().values()], path)


def load_parameters(net, path):
    state, own = torch.load(path, weights_only=True), list(net.state_dict().values())
    if [t.shape for t in state] != [t.shape for t in own]:
        raise ValueError("other shapes")
    for mine, theirs in zip(own, state):
        mine.copy_(theirs)
