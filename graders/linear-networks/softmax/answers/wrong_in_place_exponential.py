"""The exponential is written into the argument."""

HINT = (
    "This behaves as if the exponential were written into X itself (exp_): the caller's logits are lost. "
    "Functions whose names end in an underscore work in place."
)


def softmax(X):
    X_exp = X.exp_()
    return X_exp / X_exp.sum(1, keepdim=True)
