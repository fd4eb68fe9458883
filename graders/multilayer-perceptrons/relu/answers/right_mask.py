"""A product with a mask."""

def relu(X):
    return X * (X > 0)
