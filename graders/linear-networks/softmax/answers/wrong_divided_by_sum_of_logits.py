"""The logits divided by their sum, without the exponential."""

HINT = (
    "This behaves like X divided by its row sums, without the exponential, which may give negative "
    "numbers and divide by zero."
)


def softmax(X):
    return X / X.sum(dim=1, keepdim=True)
