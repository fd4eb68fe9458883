"""The predicted classes get the dtype of the scores."""

HINT = (
    "The predicted classes get the dtype of the scores. bfloat16 does not tell 256 from 257, so that some wrong predictions count as right: compare whole numbers."
)
MUST_FAIL = "test_hidden::test_many"

def accuracy(y_hat, y):
    if y_hat.ndim > 1 and y_hat.shape[1] > 1:
        y_hat = y_hat.argmax(dim=1).to(y_hat.dtype)
    return float((y_hat.reshape(-1) == y.reshape(-1)).sum())
