"""Old spellings: new(), resize_as_, and a mask that is drawn and scaled in place."""

import torch


def dropout_layer(X, dropout):
    if dropout < 0 or dropout > 1:
        raise ValueError("dropout probability has to be between 0 and 1, but got {}".format(dropout))
    if dropout == 1:
        return X.new().resize_as_(X).zero_().mul(X)
    noise = X.new().resize_as_(X).bernoulli_(1 - dropout).div_(1 - dropout)
    return X.mul(noise)
