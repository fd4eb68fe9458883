"""A layer normalisation that adds first."""

from torch import nn


class AddNorm(nn.LayerNorm):
    def __init__(self, normalized_shape, dropout):
        super().__init__(normalized_shape, eps=1e-05)
        self.drop = nn.Dropout(dropout)

    def forward(self, X, Y):
        return super().forward(X.add(self.drop(Y)))
