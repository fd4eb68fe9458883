"""Layers that find out their input channels, in a ModuleDict."""

from torch import nn
from torch.nn import functional as F


class Residual(nn.Module):
    def __init__(self, input_channels, num_channels, use_1x1conv=False, strides=1):
        super().__init__()
        self.layers = nn.ModuleDict(
            {
                "b": nn.LazyConv2d(num_channels, kernel_size=3, padding="same"),
                "norm_b": nn.LazyBatchNorm2d(),
                "a": nn.LazyConv2d(num_channels, kernel_size=3, padding=1, stride=strides),
                "norm_a": nn.LazyBatchNorm2d(),
            }
        )
        if use_1x1conv:
            self.layers["shortcut"] = nn.LazyConv2d(num_channels, kernel_size=1, stride=strides)

    def forward(self, X):
        Y = F.relu(self.layers["norm_a"](self.layers["a"](X)))
        Y = self.layers["norm_b"](self.layers["b"](Y))
        if "shortcut" in self.layers:
            X = self.layers["shortcut"](X)
        Y += X
        return F.relu(Y)
