"""Blocks of a layer and its ReLU; one block comes twice."""

from torch import nn


def block(inputs, outputs):
    return nn.Sequential(nn.Linear(inputs, outputs), nn.ReLU(inplace=True))


def tied_mlp(num_hiddens):
    hidden = [block(num_hiddens, num_hiddens)] * 2
    layers = [block(4, num_hiddens), *hidden, nn.Linear(in_features=num_hiddens, out_features=1)]
    return nn.Sequential(*layers)
