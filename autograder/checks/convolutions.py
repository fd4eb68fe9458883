"""What an answer that is a convolution may not use: the convolutions of torch, NumPy and SciPy, in any spelling.

Matrices of windows (`unfold`), products, `einsum` and Fourier transforms are no convolutions: with them it is written.
"""

from autograder.checks.contract import OwnWork

_FUNCTIONS = ("conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "conv_tbc")
_LAYERS = ("Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d")
_LAZY_LAYERS = tuple("Lazy" + layer for layer in _LAYERS)
_OTHER_LIBRARIES = ("convolve", "correlate", "convolve2d", "correlate2d", "fftconvolve", "oaconvolve")
_LOWER_LEVEL = (
    "convolution",
    "_convolution",
    "mkldnn_convolution",
    "cudnn_convolution",
    "miopen_convolution",
    "thnn_conv2d",
    "slow_conv3d",
    "_nnpack_spatial_convolution",
)
_OPERATORS = (
    "convolution_overrideable",
    "convolution_backward",
    "_slow_conv2d_forward",
    "_conv_depthwise2d",
    "conv_depthwise3d",
    "cudnn_convolution_transpose",
)

WITHOUT_CONVOLUTIONS = OwnWork(
    names=(*_FUNCTIONS, *_LAYERS, *_LAZY_LAYERS, *_LOWER_LEVEL, *_OTHER_LIBRARIES),
    ops=(*_FUNCTIONS, *_LOWER_LEVEL, *_OPERATORS),
)
