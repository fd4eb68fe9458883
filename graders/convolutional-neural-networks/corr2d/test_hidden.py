"""The hidden grader of corr2d.

Seen only here: the device, layouts that are not contiguous, unchanged arguments, digits beyond float32, calls that remember
earlier ones, sizes beyond an example, and whose work it is. The first needs an accelerator, simulated or real; the others
are what a learner should think of unprompted, as the notebook's contract asks. Every other property has a public
test on one example, which is weaker by being one example: square-only code, say, passes none of them.

Loops over the outputs are the book's own form, and over every product of the sum a right answer too, as is a dense
matrix. What is asked of the cost is that no output takes more steps because the image is larger.
"""

import torch
from hypothesis import strategies as st

from autograder.checks import (
    agree,
    aside,
    assert_cost,
    assert_device,
    assert_dtype,
    assert_gradcheck,
    assert_nothing_left_behind,
    assert_own_work,
    assert_shape,
    assert_tensor,
    assert_unmodified,
    gradients,
    points,
)
from autograder.checks.inputs import sizes, tensors
from autograder.devices.simulated import to_device

CONVOLUTIONS = ("conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "conv_tbc")
LAYERS = ("Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d")
OTHER_LIBRARIES = (
    "convolve",
    "correlate",
    "convolve2d",
    "correlate2d",
    "fftconvolve",
    "oaconvolve",
)  # NumPy's and SciPy's
LAZY_LAYERS = tuple("Lazy" + layer for layer in LAYERS)
LOWER_LEVEL = (
    "convolution",
    "_convolution",
    "mkldnn_convolution",
    "cudnn_convolution",
    "miopen_convolution",
    "thnn_conv2d",
    "slow_conv3d",
    "_nnpack_spatial_convolution",
)
OPERATORS = (
    *CONVOLUTIONS,
    *LOWER_LEVEL,
    "convolution_overrideable",
    "convolution_backward",
    "_slow_conv2d_forward",
    "_conv_depthwise2d",
    "conv_depthwise3d",
    "cudnn_convolution_transpose",
)


# A property counts with right values in one of these: one slip, such as a mean in place of the sum, is charged once.
RIGHT = ("test_public::test_sum", "test_public::test_one_number")


def correlation(ns, X, K):
    """corr2d(X, K) apart from its dtype, which has tests of its own: a wrong one should not cost every point."""
    Y = ns.corr2d(X, K)
    return Y.to(X.dtype) if isinstance(Y, torch.Tensor) and Y.is_floating_point() else Y


def correlation_and_dtype(ns, X, K):
    return ns.corr2d(X, K)


def gradient_of_image(ns, X, K):
    return gradients(ns.corr2d, X, K)


def gradient_of_kernel(ns, X, K):
    return gradients(ns.corr2d, X, K)


@st.composite
def pairs(draw, image_grad=False, kernel_grad=False):
    """A kernel and an image that is at least as large."""
    h, w = draw(sizes(2)), draw(sizes(2))
    H, W = h + draw(sizes(2, 0)), w + draw(sizes(2, 0))
    X = draw(tensors(H, W, dtype=torch.float32, requires_grad=image_grad))
    return X, draw(tensors(h, w, dtype=torch.float32, requires_grad=kernel_grad))


def pair(rng, image, kernel, dtype=torch.float32):
    return rng.normal(*image, dtype=dtype), rng.normal(*kernel, dtype=dtype)


@points(4, "every output is the sum of the products of the kernel and its window")
def test_values(student, reference, rng):
    X, K = pair(rng, (5, 7), (2, 3))
    agree(student, reference, correlation, X, K, of="corr2d(X, K)", search=pairs())


@points(1, "the output has the shape (H - h + 1, W - w + 1)", requires_one_of=RIGHT)
def test_shapes(student, rng):
    for image, kernel in [((5, 7), (2, 3)), ((6, 4), (3, 1)), ((4, 4), (2, 2)), ((3, 6), (3, 2)), ((2, 3), (2, 3))]:
        expected = (image[0] - kernel[0] + 1, image[1] - kernel[1] + 1)
        assert_shape(student.corr2d(*pair(rng, image, kernel)), expected, of=f"corr2d of {image} with {kernel}")


@points(1, "kernels and images of one row, one column or one element, and kernels as large as the image")
def test_extreme_sizes(student, reference, rng):
    for image, kernel in [((4, 3), (1, 1)), ((1, 6), (1, 3)), ((6, 1), (4, 1)), ((3, 5), (3, 5)), ((1, 1), (1, 1))]:
        X, K = pair(rng, image, kernel)
        agree(student, reference, correlation, X, K, of="corr2d(X, K)")


@points(1, "an image of 26 x 31 pixels, one of 270 columns or rows, and a kernel of as many")
def test_large(student, reference, rng):
    for image, kernel in (((26, 31), (5, 3)), ((1, 270), (1, 2)), ((270, 1), (260, 1)), ((1, 300), (1, 280))):
        agree(student, reference, correlation, *pair(rng, image, kernel), of="corr2d(X, K)")


@aside
@points(1, "eight times the outputs, or the kernel, cost no more than that", requires_one_of=RIGHT)
def test_cost(student, rng):
    small = pair(rng, (3, 4), (2, 2))
    for image, kernel in (((17, 4), (2, 2)), ((3, 25), (2, 2)), ((17, 4), (16, 2)), ((3, 18), (2, 16))):
        assert_cost(student, correlation, small, pair(rng, image, kernel), factor=8, of="corr2d(X, K)")


@points(1, "a second call knows nothing of the first")
def test_second_call(student, reference, rng):
    first, second = pair(rng, (4, 5), (2, 2)), pair(rng, (4, 5), (2, 2))
    student.corr2d(*first)
    agree(student, reference, correlation, *second, of="at the second call, corr2d(X, K)")


@aside
@points(1, "the result has the dtype of the image", requires_one_of=RIGHT)
def test_dtype(student, rng):
    for dtype in (torch.float32, torch.float64):
        assert_dtype(student.corr2d(*pair(rng, (3, 4), (2, 3), dtype)), dtype, of="corr2d(X, K)")


@aside
@points(1, "float64 keeps its digits")
def test_digits(student, reference, rng):
    X, K = pair(rng, (3, 4), (2, 3), torch.float64)
    agree(student, reference, correlation, X, K, of="corr2d(X, K)")


@aside
@points(1, "an image on an accelerator gives a result on that accelerator", requires_one_of=RIGHT)
def test_device(student, rng, accelerator):
    X, K = (to_device(t, accelerator) for t in pair(rng, (3, 4), (2, 3)))
    assert_device(student.corr2d(X, K), accelerator, of="corr2d(X, K)")


@points(3, "the gradient for the image")
def test_gradient_of_image(student, reference, rng):
    X, K = rng.normal(4, 6, dtype=torch.float32, requires_grad=True), rng.normal(2, 3, dtype=torch.float32)
    agree(student, reference, gradient_of_image, X, K, of="the gradient for X", search=pairs(image_grad=True))


@points(3, "the gradient for the kernel")
def test_gradient_of_kernel(student, reference, rng):
    X, K = rng.normal(4, 6, dtype=torch.float32), rng.normal(2, 3, dtype=torch.float32, requires_grad=True)
    agree(student, reference, gradient_of_kernel, X, K, of="the gradient for K", search=pairs(kernel_grad=True))


@aside
@points(2, "gradients equal finite differences in float64", requires_one_of=RIGHT)
def test_gradcheck(student, rng):
    X, K = rng.normal(3, 4, requires_grad=True), rng.normal(2, 2, requires_grad=True)
    assert_gradcheck(lambda *args: assert_tensor(student.corr2d(*args)), X, K, of="corr2d(X, K)")


@aside
@points(2, "transposed, sliced and expanded tensors")
def test_layouts(student, reference, rng):
    X, K = pair(rng, (5, 6), (3, 2))
    wide, one = pair(rng, (5, 12), (1, 1))
    for image, kernel in [
        (X.T, K),
        (X, K.T),
        (wide[:, ::2], K),
        (X[:, :1].expand(5, 6), K),
        (X, one.expand(2, 3)),
    ]:
        agree(student, reference, correlation, image, kernel, of="corr2d(X, K)")


@points(1, "the image and the kernel are not changed", requires_one_of=RIGHT)
def test_unmodified(student, rng):
    assert_unmodified(student.corr2d, *pair(rng, (4, 5), (2, 3)), of="corr2d(X, K)")


@points(1, "corr2d is written without ready-made convolutions", requires_one_of=RIGHT, essential=True)
def test_own_work(student, rng):
    X, K = pair(rng, (4, 5), (2, 3))
    names = (*CONVOLUTIONS, *LAYERS, *LAZY_LAYERS, *LOWER_LEVEL, *OTHER_LIBRARIES)
    assert_own_work(student, "corr2d", correlation, X, K, names=names, ops=OPERATORS)


@aside
@points(1, "float16 and bfloat16 are floating point too")
def test_sixteen_bits(student, reference, rng):
    for dtype in (torch.float16, torch.bfloat16):
        agree(student, reference, correlation_and_dtype, *pair(rng, (4, 5), (2, 3), dtype), of="corr2d(X, K)")


@aside
@points(1, "nothing is left behind: no mode, no default, no seed")
def test_nothing_left_behind(student, reference, rng):
    X, K = pair(rng, (3, 4), (2, 2), torch.float64)
    X *= 100.0  # roundings that cost points elsewhere are far above what this test allows, float32's far below
    assert_nothing_left_behind(student, reference, correlation, X, K, of="corr2d(X, K)")
