"""Each part an attribute; the loop is functools.reduce."""

import functools

from torch import nn


class MySequential(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.names = [f"layer_{i}" for i in range(len(layers))]
        for name, layer in zip(self.names, layers, strict=True):
            setattr(self, name, layer)

    def forward(self, inputs):
        return functools.reduce(lambda value, name: getattr(self, name)(value), self.names, inputs)
