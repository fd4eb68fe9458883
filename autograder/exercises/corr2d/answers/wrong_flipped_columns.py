"""Turns the kernel around its vertical axis only."""

HINT = (
    'The columns of the kernel are reversed before it is laid on the image. Cross-correlation takes the kernel as it is.'
)
FAILS = [
    "test_hidden::test_values",
    "test_hidden::test_digits",
    "test_hidden::test_extreme_sizes",
    "test_hidden::test_gradient_of_image",
    "test_hidden::test_gradient_of_kernel",
    "test_hidden::test_large",
    "test_hidden::test_layouts",
    "test_hidden::test_own_work",
    "test_hidden::test_second_call",
    "test_public::test_example",
    "test_public::test_gradients",
    "test_public::test_no_flip",
]


def corr2d(X, K):
    (H, W), (h, w) = X.shape, K.shape
    mirrored = K.flip(1)
    Y = X.new_zeros(H - h + 1, W - w + 1)
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            Y[i, j] = (X[i : i + h, j : j + w] * mirrored).sum()
    return Y
