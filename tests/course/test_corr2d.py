"""The reference of corr2d against torch's own convolution, and the facts that its grader rests on."""

from pathlib import Path

import nbformat
import pytest
import torch
from torch.nn import functional

from autograder.checks import CheckFailed, assert_own_work
from autograder.checks.convolutions import WITHOUT_CONVOLUTIONS
from autograder.grading.reference import run_answer
from autograder.notebook.cells import reference_source
from autograder.remote.executor import Executor
from autograder.remote.student import Student

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "solutions" / "convolutional-neural-networks" / "corr2d.ipynb"
SHAPES = [((5, 7), (2, 3)), ((4, 4), (1, 1)), ((3, 6), (3, 6)), ((1, 9), (1, 4)), ((30, 21), (5, 8))]


@pytest.fixture(scope="module")
def corr2d():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return run_answer("corr2d", reference_source(notebook)).namespace["corr2d"]


def drawn(image, kernel, dtype=torch.float64, requires_grad=False):
    generator = torch.Generator().manual_seed(1)
    X, K = (torch.randn(shape, generator=generator, dtype=torch.float64).to(dtype) for shape in (image, kernel))
    return X.requires_grad_(requires_grad), K.requires_grad_(requires_grad)


def torchs(X, K):
    return functional.conv2d(X[None, None], K[None, None])[0, 0]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize(("image", "kernel"), SHAPES)
def test_the_reference_agrees_with_torch(corr2d, image, kernel, dtype):
    X, K = drawn(image, kernel, dtype)
    torch.testing.assert_close(corr2d(X, K), torchs(X, K), rtol=1e-4, atol=1e-4 if dtype == torch.float32 else 1e-12)


@pytest.mark.parametrize(("image", "kernel"), SHAPES)
def test_its_gradients_agree_with_torchs(corr2d, image, kernel):
    X, K = drawn(image, kernel, requires_grad=True)
    expected = torchs(X, K)
    cotangent = torch.randn(expected.shape, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    own = torch.autograd.grad(corr2d(X, K), (X, K), cotangent)
    torch.testing.assert_close(own, torch.autograd.grad(expected, (X, K), cotangent))


def test_its_gradients_equal_finite_differences(corr2d):
    assert torch.autograd.gradcheck(corr2d, drawn((4, 5), (2, 3), requires_grad=True))


def test_the_books_own_version_gives_float32_for_float64(corr2d):
    book = (ROOT / "graders/convolutional-neural-networks/corr2d/answers/wrong_float32_buffer.py").read_text()
    X, K = drawn((3, 4), (2, 2))
    assert run_answer("book", book).namespace["corr2d"](X, K).dtype == torch.float32
    assert corr2d(X, K).dtype == torch.float64


def test_square_kernels_do_not_tell_height_from_width(corr2d):
    wrong = (ROOT / "graders/convolutional-neural-networks/corr2d/answers/wrong_square_kernel_only.py").read_text()
    square_only = run_answer("square", wrong).namespace["corr2d"]
    square, oblong = drawn((5, 7), (3, 3)), drawn((5, 7), (2, 3))
    torch.testing.assert_close(square_only(*square), corr2d(*square))
    with pytest.raises(RuntimeError):
        square_only(*oblong)


BY_OTHER_NAMES = [
    'getattr(torch, "con" + "v2d")(X[None, None], K[None, None])[0, 0]',
    "torch.ops.aten.convolution(X[None, None], K[None, None], None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1)[0, 0]",
    "torch.nn.modules.conv.F.conv2d(X[None, None], K[None, None])[0, 0]",
    "torch.conv_transpose2d(X[None, None], K.flip(0, 1)[None, None], padding=(K.shape[0] - 1, K.shape[1] - 1))[0, 0]",
    "torch.stack([torch.conv1d(X[None, i:i + len(K)], K[None])[0, 0] for i in range(len(X) - len(K) + 1)])",
    "torch.nn.grad.conv2d_weight(X[None, None], (1, 1, len(X) - len(K) + 1, X.shape[1] - K.shape[1] + 1), K[None, None])[0, 0]",
    "torch.autograd.functional.vjp(lambda Z: torch.conv_transpose2d(Z, K[None, None]),"
    " X.new_zeros(1, 1, len(X) - len(K) + 1, X.shape[1] - K.shape[1] + 1), X[None, None])[1][0, 0]",
]


@pytest.mark.parametrize("expression", BY_OTHER_NAMES)
def test_torchs_convolution_is_seen_under_any_name(corr2d, expression):
    source = f"import torch\n\ndef corr2d(X, K):\n    return {expression}\n"
    student = Student(Executor(run_answer("corr2d", source).namespace), source)
    X, K = drawn((4, 5), (2, 3))
    torch.testing.assert_close(student.corr2d(X, K), corr2d(X, K))
    with pytest.raises(CheckFailed, match="is to be written without"):
        assert_own_work(student, "corr2d", lambda ns: ns.corr2d(X, K), ops=WITHOUT_CONVOLUTIONS.ops)


OF_OTHER_LIBRARIES = {
    "the module scipy.signal": (
        "from scipy.signal import correlate2d\n\n"
        "def corr2d(X, K):\n    return torch.from_numpy(correlate2d(X.numpy(), K.numpy(), mode='valid'))\n"
    ),
    "correlate": (
        "import numpy as np\n\n"
        "def corr2d(X, K):\n"
        "    rows = [[np.correlate(x, k) for x in X[i : i + len(K)].numpy() for k in K.numpy()] for i in range(len(X) - len(K) + 1)]\n"
        "    return torch.tensor(np.array([sum(row[:: len(K) + 1]) for row in rows]))\n"
    ),
}


@pytest.mark.parametrize("named", OF_OTHER_LIBRARIES)
def test_a_ready_made_convolution_of_another_library_is_named_as_what_it_is(corr2d, named):
    source = f"import torch\n{OF_OTHER_LIBRARIES[named]}"
    student = Student(Executor(run_answer("corr2d", source).namespace), source)
    X, K = drawn((4, 5), (2, 3))
    torch.testing.assert_close(student.corr2d(X, K), corr2d(X, K))
    with pytest.raises(CheckFailed, match=f"corr2d is to be written without .*{named}.*, which line .* uses"):
        assert_own_work(student, "corr2d", lambda ns: ns.corr2d(X, K), names=WITHOUT_CONVOLUTIONS.names)
