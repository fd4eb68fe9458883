"""A function that returns an nn.Sequential, as in the book."""

from torch import nn


def LeNet():
    net = nn.Sequential()
    for i, (before, after, padding) in enumerate([(1, 6, 2), (6, 16, 0)], 1):
        net.add_module(f"conv{i}", nn.Conv2d(before, after, kernel_size=5, padding=padding))
        net.add_module(f"sigmoid{i}", nn.Sigmoid())
        net.add_module(f"pool{i}", nn.AvgPool2d(2))
    net.add_module("flatten", nn.Flatten())
    widths = [400, 120, 84, 10]
    for i, (before, after) in enumerate(zip(widths, widths[1:]), 3):
        if i > 3:
            net.add_module(f"sigmoid{i}", nn.Sigmoid())
        net.add_module(f"linear{i}", nn.Linear(before, after))
    return net
