"""X comes back as it is."""

HINT = "Nothing is ever dropped: X comes back as it is."


def dropout_layer(X, dropout):
    return X
