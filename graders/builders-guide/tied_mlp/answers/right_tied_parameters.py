"""Two layers whose parameters are made one."""

from torch import nn


def tied_mlp(num_hiddens):
    net = nn.Sequential()
    net.add_module("first", nn.Linear(4, num_hiddens))
    net.add_module("relu1", nn.ReLU())
    net.add_module("a", nn.Linear(num_hiddens, num_hiddens))
    net.add_module("relu2", nn.ReLU())
    net.add_module("b", nn.Linear(num_hiddens, num_hiddens))
    net.add_module("relu3", nn.ReLU())
    net.add_module("last", nn.Linear(num_hiddens, 1))
    net.b.weight, net.b.bias = net.a.weight, net.a.bias
    return net
