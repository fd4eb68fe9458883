"""The second use is outside the graph."""

HINT = "The values are right, but the gradient of the shared layer counts one use alone: the other one is detached."
MUST_FAIL = "test_hidden::test_gradients"

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, num_hiddens):
        super().__init__()
        self.first = nn.Linear(4, num_hiddens)
        self.shared = nn.Linear(num_hiddens, num_hiddens)
        self.last = nn.Linear(num_hiddens, 1)

    def forward(self, X):
        H = torch.relu(self.shared(torch.relu(self.first(X))))
        H = torch.relu(nn.functional.linear(H, self.shared.weight.detach(), self.shared.bias.detach()))
        return self.last(H)


def tied_mlp(num_hiddens):
    return Net(num_hiddens)
