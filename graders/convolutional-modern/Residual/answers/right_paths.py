"""Two paths, each a Sequential; the shortcut first."""

from torch import nn


class Residual(nn.Module):
    def __init__(self, input_channels, num_channels, use_1x1conv=False, strides=1):
        super().__init__()
        self.side = nn.Conv2d(input_channels, num_channels, 1, strides) if use_1x1conv else nn.Identity()
        self.main = nn.Sequential(
            nn.Conv2d(input_channels, num_channels, 3, strides, 1),
            nn.BatchNorm2d(num_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(num_channels, num_channels, 3, 1, 1),
            nn.BatchNorm2d(num_channels),
        )

    def forward(self, X):
        return (self.side(X) + self.main(X)).clamp(min=0)
