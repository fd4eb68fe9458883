"""The last ReLU comes after the pooling: the largest number, cut off at zero, is the same either way."""

from collections import OrderedDict

from torch import nn


def vgg_block(num_convs, in_channels, out_channels):
    parts = OrderedDict()
    for i in range(num_convs):
        if i:
            parts[f"relu{i}"] = nn.ReLU()
        parts[f"conv{i}"] = nn.Conv2d(out_channels if i else in_channels, out_channels, kernel_size=3, padding=1)
    parts["pool"] = nn.MaxPool2d(kernel_size=2, stride=2)
    parts["last"] = nn.ReLU()
    return nn.Sequential(parts)
