"""X comes back as it is."""

HINT = "The function returns X as it is."


def softmax(X):
    return X
