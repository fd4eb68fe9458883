"""A class that is called, with einsum inside, and the width of a row taken from the weights."""

import torch


class Layer:
    def __init__(self, W, b, activation=None):
        self.W, self.b, self.activation = W, b, activation

    def __call__(self, X):
        Y = torch.einsum("ni,io->no", X, self.W) + self.b
        return Y if self.activation is None else self.activation(Y)


def relu(Z):
    return Z * (Z > 0)


def mlp(X, params):
    X = X.reshape(-1, params[0].shape[0])
    for layer in (Layer(*params[:2], relu), Layer(*params[2:])):
        X = layer(X)
    return X
