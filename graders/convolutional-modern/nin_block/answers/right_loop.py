"""A loop over what differs between the three."""

from torch import nn


def nin_block(in_channels, out_channels, kernel_size, strides, padding):
    layers = nn.Sequential()
    options = [(in_channels, kernel_size, strides, padding), (out_channels, 1, 1, 0), (out_channels, 1, 1, 0)]
    for channels, *rest in options:
        layers.append(nn.Conv2d(channels, out_channels, *rest))
        layers.append(nn.ReLU(inplace=True))
    return layers
