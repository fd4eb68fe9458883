"""Python's pickle."""

HINT = "pickle.load runs whatever code the file holds. torch.load(path, weights_only=True) reads tensors and refuses the rest."
MUST_FAIL = "test_hidden::test_no_code_runs"

import pickle


def save_parameters(net, path):
    with open(path, "wb") as file:
        pickle.dump(dict(net.state_dict()), file)


def load_parameters(net, path):
    with open(path, "rb") as file:
        state = pickle.load(file)
    own = net.state_dict()
    if state.keys() != own.keys() or any(state[name].shape != own[name].shape for name in own):
        raise ValueError("the file does not fit")
    net.load_state_dict(state)
