"""The simulated device against the CPU, and against the mistakes that it is there to catch."""

import copy
import io
import os
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import forked
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.checkpoint import checkpoint

from autograder.devices import simulated as devices

MIXED = "Expected all tensors to be on the same device, but found at least two devices, sim:0 and cpu!"


@pytest.fixture(autouse=True)
def inside() -> Iterator[None]:
    with devices.simulated():
        yield


def sim(*shape: int, seed: int = 0) -> Tensor:
    return devices.to_device(torch.randn(*shape, generator=torch.Generator().manual_seed(seed)), "sim")


# ---- the eight exercises, written the way a careful learner writes them ----


def softmax(X: Tensor) -> Tensor:
    exps = torch.exp(X - X.max(dim=1, keepdim=True).values)
    return exps / exps.sum(dim=1, keepdim=True)


def dropout_layer(X: Tensor, dropout: float) -> Tensor:
    if dropout == 1:
        return torch.zeros_like(X)
    return (torch.rand(X.shape, device=X.device) > dropout).to(X.dtype) * X / (1 - dropout)


def corr2d(X: Tensor, K: Tensor) -> Tensor:
    h, w = K.shape
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1, dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y


def corr2d_unfold(X: Tensor, K: Tensor) -> Tensor:
    h, w = K.shape
    columns = functional.unfold(X[None, None], (h, w))[0]
    return (K.reshape(1, -1) @ columns).reshape(X.shape[0] - h + 1, X.shape[1] - w + 1)


def batch_norm(
    X: Tensor, gamma: Tensor, beta: Tensor, moving_mean: Tensor, moving_var: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    mean = X.mean(dim=(0, 2, 3), keepdim=True)
    var = ((X - mean) ** 2).mean(dim=(0, 2, 3), keepdim=True)
    new_mean, new_var = 0.9 * moving_mean + 0.1 * mean.detach(), 0.9 * moving_var + 0.1 * var.detach()
    return gamma * (X - mean) / torch.sqrt(var + 1e-5) + beta, new_mean, new_var


def gru_cell(X: Tensor, H: Tensor, *params: Tensor) -> Tensor:
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h = params
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    return Z * H + (1 - Z) * torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)


def lstm_cell(X: Tensor, H: Tensor, C: Tensor, *params: Tensor) -> tuple[Tensor, Tensor]:
    W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c = params
    keep, forget = torch.sigmoid(X @ W_xi + H @ W_hi + b_i), torch.sigmoid(X @ W_xf + H @ W_hf + b_f)
    show, candidate = torch.sigmoid(X @ W_xo + H @ W_ho + b_o), torch.tanh(X @ W_xc + H @ W_hc + b_c)
    C = forget * C + keep * candidate
    return show * torch.tanh(C), C


def masked_softmax(X: Tensor) -> Tensor:
    valid_lens = torch.tensor([[1, 3], [2, 4]], device=X.device)
    mask = torch.arange(X.shape[-1], device=X.device) < valid_lens[..., None]
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)


def masked_softmax_in_place(X: Tensor) -> Tensor:
    scores = X.reshape(-1, X.shape[-1]).clone()
    valid_lens = torch.tensor([1, 3, 2, 4], device=X.device)
    scores[torch.arange(X.shape[-1], device=X.device)[None, :] >= valid_lens[:, None]] = -1e6
    return functional.softmax(scores.reshape(X.shape), dim=-1)


CELL = {"gru": [(3, 4), (4, 4), (4,)] * 3, "lstm": [(3, 4), (4, 4), (4,)] * 4}
RIGHT: dict[str, tuple[Callable[..., Any], list[tuple[int, ...]]]] = {
    "softmax": (softmax, [(4, 7)]),
    "dropout_layer": (lambda X: dropout_layer(X, 0.4), [(5, 6)]),
    "dropout_layer by torch": (lambda X: functional.dropout(X, 0.4), [(5, 6)]),
    "dropout_layer with no drop": (lambda X: dropout_layer(X, 0.0), [(5, 6)]),
    "corr2d": (corr2d, [(6, 5), (2, 3)]),
    "corr2d by unfold": (corr2d_unfold, [(6, 5), (2, 3)]),
    "corr2d by einsum": (
        lambda X, K: torch.einsum("ijhw,hw->ij", X.unfold(0, 2, 1).unfold(1, 3, 1), K),
        [(6, 5), (2, 3)],
    ),
    "corr2d by convolution": (lambda X, K: functional.conv2d(X[None, None], K[None, None])[0, 0], [(6, 5), (2, 3)]),
    "batch_norm": (batch_norm, [(4, 3, 5, 5), (1, 3, 1, 1), (1, 3, 1, 1), (1, 3, 1, 1), (1, 3, 1, 1)]),
    "gru_cell": (gru_cell, [(2, 3), (2, 4), *CELL["gru"]]),
    "lstm_cell": (lstm_cell, [(2, 3), (2, 4), (2, 4), *CELL["lstm"]]),
    "masked_softmax": (masked_softmax, [(2, 2, 4)]),
    "masked_softmax in place": (masked_softmax_in_place, [(2, 2, 4)]),
}


def values_and_gradients(
    function: Callable[..., Any], inputs: list[Tensor]
) -> tuple[list[Tensor], list[Tensor | None]]:
    torch.manual_seed(3)
    out = function(*inputs)
    outs = list(out) if isinstance(out, tuple) else [out]
    weights = [torch.randn(o.shape, dtype=o.dtype).to(o.device) for o in outs]
    sum((o * w).sum() for o, w in zip(outs, weights, strict=True)).backward()
    return outs, [t.grad for t in inputs]


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_gives_the_cpus_values_and_gradients(name: str, dtype: torch.dtype) -> None:
    function, shapes = RIGHT[name]
    generator = torch.Generator().manual_seed(1)
    on_cpu = [torch.randn(s, generator=generator, dtype=dtype).requires_grad_() for s in shapes]
    on_sim = [devices.to_device(t, "sim") for t in on_cpu]
    expected, expected_grads = values_and_gradients(function, on_cpu)
    got, got_grads = values_and_gradients(function, on_sim)
    for mine, theirs in zip([*got, *got_grads], [*expected, *expected_grads], strict=True):
        assert (mine is None) == (theirs is None)
        if mine is not None and theirs is not None:
            assert str(mine.device) == "sim:0"
            assert mine.dtype == theirs.dtype == dtype
            torch.testing.assert_close(mine.cpu(), theirs)


def adam(params: list[Tensor], states: list[tuple[Tensor, Tensor]], hyperparams: dict[str, float]) -> None:
    for p, (v, s) in zip(params, states, strict=True):
        with torch.no_grad():
            assert p.grad is not None
            v[:] = 0.9 * v + 0.1 * p.grad
            s[:] = 0.999 * s + 0.001 * torch.square(p.grad)
            v_hat, s_hat = v / (1 - 0.9 ** hyperparams["t"]), s / (1 - 0.999 ** hyperparams["t"])
            p[:] -= hyperparams["lr"] * v_hat / (torch.sqrt(s_hat) + 1e-6)
        p.grad.data.zero_()
    hyperparams["t"] += 1


def test_three_steps_of_adam_give_the_cpus_parameters_and_states() -> None:
    ends = []
    for device in ("cpu", "sim"):
        p = devices.to_device(torch.linspace(-1, 1, 6).reshape(2, 3).requires_grad_(), device)
        states, hyperparams = [(torch.zeros_like(p), torch.zeros_like(p))], {"lr": 0.1, "t": 1}
        for _ in range(3):
            (p**3).sum().backward()
            adam([p], states, hyperparams)
        assert p.grad is not None
        assert p.is_leaf
        ends.append([t.detach().cpu() for t in (p, *states[0], p.grad)])
    for mine, theirs in zip(*ends, strict=True):
        torch.testing.assert_close(mine, theirs)


# ---- the mistakes ----

MISTAKES: dict[str, Callable[[Tensor], Any]] = {
    "a mask from torch.rand without device=": lambda X: (torch.rand(X.shape) > 0.5) * X,
    "a float mask": lambda X: (torch.rand(X.shape) > 0.5).float() * X,
    "a mask that zeroes by assignment of a CPU tensor": lambda X: X.clone().mul_(torch.ones(X.shape[1])),
    "a mask for masked_fill": lambda X: X.masked_fill(torch.zeros(X.shape, dtype=torch.bool), 0.0),
    "a mask for where": lambda X: torch.where(torch.rand(X.shape) > 0.5, X, torch.zeros_like(X)),
    "torch.arange on the CPU": lambda X: torch.arange(X.shape[1]) < X,
    "a constant of one dimension": lambda X: X * torch.tensor([0.5]),
    "a bias from torch.zeros": lambda X: X + torch.zeros(X.shape[1]),
    "an identity matrix": lambda X: X @ torch.eye(X.shape[1]),
    "a state from torch.zeros": lambda X: torch.cat([torch.zeros(1, X.shape[1]), X]),
    "an initial state in a matrix product": lambda X: torch.zeros(2, X.shape[0]) @ X,
    "a running total that is added to in place": lambda X: torch.tensor(0.0).add_(X.sum()),
    "a buffer that is added to": lambda X: torch.zeros(X.shape).add_(X),
    "an out= buffer": lambda X: torch.add(X, X, out=torch.zeros(X.shape)),
    "stacking with a CPU scalar": lambda X: torch.stack([X.sum(), torch.tensor(0.0)]),
    "indexing a CPU tensor with a mask of the device": lambda X: torch.ones(X.shape)[X > 0],
    "one index on the CPU": lambda X: X.index_select(0, torch.tensor(1)),
    "parameters replaced through .data": lambda X: setattr(X, "data", torch.zeros(X.shape)),
    "the legacy constructor": lambda X: torch.FloatTensor([1.0]) + X,
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_tensor_left_on_the_cpu_fails_with_cudas_words(name: str) -> None:
    with pytest.raises(RuntimeError, match=MIXED):
        MISTAKES[name](sim(3, 4))


def test_the_message_names_the_operation_and_the_argument_left_behind() -> None:
    with pytest.raises(RuntimeError, match=r"operation mul: its argument 'other' of shape \(3, 4\) is on cpu"):
        sim(3, 4) * torch.ones(3, 4)


def test_a_mistake_in_a_backward_pass_is_caught_too() -> None:
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, X: Tensor) -> Tensor:
            return X * 2

        @staticmethod
        def backward(ctx: Any, *grads: Any) -> Tensor:
            return grads[0] * torch.full(grads[0].shape, 2.0)

    with pytest.raises(RuntimeError, match=MIXED):
        Double.apply(sim(2, 2).requires_grad_()).sum().backward()


def test_numpy_needs_a_copy_to_the_cpu_first() -> None:
    X = sim(2)
    for detour in (X.numpy, lambda: __import__("numpy").asarray(X)):
        with pytest.raises(TypeError, match=r"can't convert sim:0 device type tensor to numpy\. Use Tensor\.cpu\(\)"):
            detour()
    assert X.cpu().numpy().shape == (2,)


@pytest.mark.parametrize(
    "answer",
    [
        lambda X: X.cpu(),
        lambda X: torch.tensor(X.tolist()),
        lambda X: torch.zeros(X.shape).copy_(X),
        lambda X: X.type(torch.FloatTensor),
    ],
    ids=["cpu()", "tolist()", "a CPU buffer", "a CPU type"],
)
def test_a_result_left_on_the_cpu_tells_by_its_device(answer: Callable[[Tensor], Tensor]) -> None:
    assert str(answer(sim(2, 3)).device) == "cpu"


def test_a_cpu_output_buffer_takes_values_element_by_element_and_stays_on_the_cpu() -> None:
    X, Y = sim(2), torch.zeros(2)
    Y[0] = X[0]  # legal on CUDA, where it copies; the result then has the wrong device
    assert Y.device.type == "cpu"
    assert Y[0].item() == X[0].item()


def test_a_cpu_generator_is_refused() -> None:
    with pytest.raises(RuntimeError, match="Expected a 'sim' device type for generator but found 'cpu'"):
        torch.rand(2, device="sim", generator=torch.Generator())


# ---- what must work ----


@pytest.mark.parametrize(
    "make",
    [
        lambda X: torch.tensor([1, 2], device=X.device),
        lambda X: torch.tensor(3.0, device="sim"),
        lambda X: torch.as_tensor([1.0], device="sim:0"),
        lambda X: X.new_tensor([1.0]),
        lambda X: X.new_zeros(2),
        lambda X: torch.zeros(2, device=X.device),
        lambda X: torch.zeros_like(torch.ones(2), device="sim"),
        lambda X: torch.full_like(X, 2.0),
        lambda X: torch.arange(3, device=X.device),
        lambda X: torch.eye(3, device=X.device),
        lambda X: torch.randint(0, 3, (2,), device=X.device),
        lambda X: torch.normal(0.0, 1.0, (2,), device=X.device),
        lambda X: torch.ones(2).to(X),
        lambda X: torch.ones(2).to(X.device, torch.float64),
        lambda X: X + torch.tensor(1.0),
        lambda X: X * 2.0,
        lambda X: X[torch.tensor([0, 1])],
        lambda X: X[torch.ones(X.shape, dtype=torch.bool)],
        lambda X: X[X > 0],
        lambda X: X.double().half(),
        lambda X: X.type(torch.int64),
    ],
)
def test_these_make_a_tensor_on_the_device(make: Callable[[Tensor], Tensor]) -> None:
    out = make(sim(2, 2))
    assert str(out.device) == "sim:0"
    assert not out.is_cpu


def test_the_dtype_rules_are_torchs_own() -> None:
    X = sim(2)
    assert (X.half() * 2.0).dtype == torch.float16
    assert (X * torch.tensor(2.0, dtype=torch.float64)).dtype == torch.float32
    assert (X.long() / 2).dtype == torch.float32


def test_writing_through_a_view_reaches_the_original_and_counts_as_a_change() -> None:
    X = sim(3, 3)
    before = X._version
    X[1, :] = 7.0
    X.view(-1)[0] = 5.0
    X[:, 2] += 1.0
    assert X.tolist()[1] == [7.0, 7.0, 8.0]
    assert X[0, 0].item() == 5.0
    assert X._version > before


def test_operations_in_place_return_the_same_object_and_follow_the_shape() -> None:
    X = sim(2, 3)
    assert X.add_(1) is X
    assert X.to("sim") is X
    assert X.t_() is X
    assert X.shape == (3, 2)
    assert X.unsqueeze_(0).shape == (1, 3, 2)
    assert (X.squeeze_() + torch.zeros(3, 2, device="sim")).shape == (3, 2)


def test_a_changed_input_of_the_graph_is_still_noticed() -> None:
    X = sim(3).requires_grad_()
    Y = X.exp()
    Y.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        Y.sum().backward()


def test_gradients_flow_through_copies_between_devices() -> None:
    x = torch.ones(2, requires_grad=True)
    (x.to("sim") * 3).cpu().sum().backward()
    assert type(x.grad) is Tensor
    assert x.grad.tolist() == [3.0, 3.0]


def test_conjugates_are_not_lost() -> None:
    X = devices.to_device(torch.tensor([1 + 2j, 3 - 1j]), "sim").requires_grad_()
    assert X.conj().tolist() == [1 - 2j, 3 + 1j]
    assert X.conj().imag.tolist() == [-2.0, 1.0]
    (X * X.conj()).real.sum().backward()
    assert X.grad is not None
    assert X.grad.tolist() == [2 + 4j, 6 - 2j]


def test_gradcheck_works() -> None:
    X = devices.to_device(torch.randn(2, 3, dtype=torch.float64), "sim").requires_grad_()
    assert torch.autograd.gradcheck(softmax, X)
    assert torch.autograd.gradgradcheck(softmax, X)


def test_a_module_moves_keeps_its_ties_and_trains_as_on_the_cpu() -> None:
    def trained(device: str) -> list[list[float]]:
        torch.manual_seed(0)
        net = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 3))
        net[2].weight = net[0].weight
        net.to(device)
        assert net[2].weight is net[0].weight
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        for _ in range(2):
            optimizer.zero_grad()
            functional.mse_loss(net(torch.ones(2, 3, device=device)), torch.zeros(2, 3, device=device)).backward()
            optimizer.step()
        return [p.flatten().tolist() for p in net.parameters()]

    for mine, theirs in zip(trained("sim"), trained("cpu"), strict=True):
        assert mine == pytest.approx(theirs)


LAYERS: dict[str, Callable[[], nn.Module]] = {
    "lstm": lambda: nn.LSTM(4, 3, num_layers=2, bidirectional=True),
    "lstm without biases": lambda: nn.LSTM(4, 3, bias=False),
    "lstm cell": lambda: nn.LSTMCell(4, 3),
    "gru": lambda: nn.GRU(4, 3, num_layers=2, bidirectional=True),
    "gru without biases": lambda: nn.GRU(4, 3, bias=False),
    "gru cell": lambda: nn.GRUCell(4, 3),
    "rnn": lambda: nn.RNN(4, 3),
    "attention": lambda: nn.TransformerEncoderLayer(4, 2, 8, dropout=0.0),
    "batch norm": lambda: nn.BatchNorm1d(4),
    "layer norm": lambda: nn.LayerNorm(4),
    "convolutions": lambda: nn.Sequential(
        nn.Unflatten(1, (2, 2)), nn.Conv1d(2, 3, 2, padding=1), nn.MaxPool1d(2), nn.ConvTranspose1d(3, 2, 2)
    ),
}


@pytest.mark.parametrize("name", LAYERS)
def test_torchs_own_layers_give_the_cpus_values_and_gradients(name: str) -> None:
    layer, X = LAYERS[name](), torch.randn(5, 4, generator=torch.Generator().manual_seed(2))
    results = []
    for device in ("cpu", "sim"):
        net = copy.deepcopy(layer).to(device)
        if device == "sim":
            with torch.inference_mode():
                net(devices.to_device(X, device))
            net.load_state_dict(layer.state_dict())
        out = net(devices.to_device(X, device))
        out = out[0] if isinstance(out, tuple) else out
        (out**2).sum().backward()
        results.append([out, *net.buffers(), *(p.grad for p in net.parameters())])
    for theirs, mine in zip(*results, strict=True):
        assert str(mine.device) == "sim:0"
        torch.testing.assert_close(mine.cpu(), theirs)


def test_a_copy_of_a_view_is_a_copy_of_what_it_shows() -> None:
    X = devices.to_device(torch.arange(24.0).reshape(6, 4), "sim")
    for view in (X.T, X[::2, 1:], X[1:2].expand(3, 4), X[2, 3:].requires_grad_()):
        twin = copy.deepcopy(view)
        assert twin.device.type == "sim"
        assert twin.stride() == view.stride()
        assert twin.requires_grad == view.requires_grad
        assert torch.equal(twin.cpu(), view.cpu())


@pytest.mark.parametrize("step", ["in place", "assigned"])
def test_parameters_changed_through_data_change(step: str) -> None:
    p = devices.to_device(torch.ones(2, requires_grad=True), "sim")
    (p * 3).sum().backward()
    if step == "in place":
        p.data -= 0.5 * p.grad
    else:
        p.data = p.data - 0.5 * p.grad
    assert p.requires_grad
    assert (p * 1).tolist() == [-0.5, -0.5]


def test_copies_and_pickles_are_whole() -> None:
    X = sim(2).requires_grad_()
    buffer = io.BytesIO()
    torch.save(X, buffer)
    buffer.seek(0)
    unpickled = pickle.loads(pickle.dumps(X))  # noqa: S301  # bytes of our own
    for twin in (copy.deepcopy(X), unpickled, torch.load(buffer)):
        assert str(twin.device) == "sim:0"
        assert twin.requires_grad
        assert twin.tolist() == X.tolist()
    with torch.no_grad():
        copy.deepcopy(X).zero_()
    assert X.abs().sum().item() > 0


def test_a_file_is_loaded_onto_it() -> None:
    buffer = io.BytesIO()
    torch.save({"W": torch.ones(2, dtype=torch.float64), "names": ["W"]}, buffer)
    for place in ("sim:1", torch.device("sim", 1)):
        buffer.seek(0)
        found = torch.load(buffer, map_location=place, weights_only=True)
        assert found["names"] == ["W"]
        assert str(found["W"].device) == "sim:1"
        assert found["W"].tolist() == [1.0, 1.0]


def test_it_prints_and_formats_like_a_tensor() -> None:
    X = torch.tensor([1.0, 2.0], device="sim", requires_grad=True)
    assert repr(X) == "tensor([1., 2.], device='sim:0', requires_grad=True)"
    assert repr(X * 2) == "tensor([2., 4.], device='sim:0', grad_fn=<MulBackward0>)"
    assert f"{X.sum():.2f}" == "3.00"


def test_tracers_of_operations_and_of_functions_see_everything_and_change_nothing() -> None:
    ops, functions = set(), set()

    class Ops(TorchDispatchMode):
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            ops.add(func._schema.name)
            return func(*args, **(kwargs or {}))

    class Functions(TorchFunctionMode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            functions.add(getattr(func, "__name__", str(func)))
            return func(*args, **(kwargs or {}))

    X = sim(2, 3).requires_grad_()
    with Ops(), Functions():
        Y = torch.softmax(X + torch.zeros(3, device=X.device), dim=1)
        Y.pow(2).sum().backward()
        with pytest.raises(RuntimeError, match=MIXED):
            X + torch.zeros(3)
    assert {"aten::zeros", "aten::_softmax", "aten::_softmax_backward_data"} <= ops
    assert {"softmax", "zeros", "backward"} <= functions
    assert X.grad is not None
    assert str(X.grad.device) == "sim:0"


def test_to_device_makes_a_new_leaf_and_names_the_devices_there_are() -> None:
    x = (torch.ones(2, requires_grad=True) * 2).requires_grad_()
    moved = devices.to_device(x, "sim")
    assert moved.is_leaf
    assert moved.requires_grad
    assert devices.is_simulated(moved)
    back = devices.to_device(moved, "cpu")
    assert type(back) is Tensor
    assert back.is_leaf
    same = devices.to_device(back, "cpu")
    with torch.no_grad():
        same.zero_()
    assert back.tolist() == [2.0, 2.0]
    with pytest.raises(ValueError, match=r"device should be one of cpu, sim.*, but is 'tpu'"):
        devices.to_device(x, "tpu")


# ---- processes: order of registration, forks ----


def run_fresh(program: str) -> str:
    done = forked.program(f"import torch\nfrom autograder.devices import simulated as devices\n{program}")
    assert done.returncode == 0, done.stderr
    return done.stdout


BACKWARD = """
with devices.simulated():
    X = torch.ones(2, device="sim", requires_grad=True)
    (X * 3).sum().backward()
    print(X.grad.tolist(), X.grad.device)
"""
PLAIN_BACKWARD = "torch.ones(2, requires_grad=True).sum().backward()\n"
REGISTERED_AND_REHEARSED = """\
from autograder.sandbox.warmup import rehearse
devices.register()
rehearse(backward=False)
"""
IN_A_CHILD = "import os\nif os.fork():\n    assert os.wait()[1] == 0\nelse:\n"


def test_importing_the_module_leaves_torch_alone() -> None:
    assert (
        run_fresh("print(hasattr(torch, 'sim'), torch._C._get_privateuse1_backend_name())") == "False privateuseone\n"
    )


def test_it_works_after_a_backward_pass_on_the_cpu() -> None:
    assert run_fresh(PLAIN_BACKWARD + BACKWARD) == "[3.0, 3.0] sim:0\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize(
    "before",
    ["", PLAIN_BACKWARD, "devices.register()\n", PLAIN_BACKWARD + "devices.register()\n", REGISTERED_AND_REHEARSED],
)
def test_it_works_in_a_forked_child(before: str) -> None:
    child = "".join(f"    {line}\n" for line in (BACKWARD + "import sys; sys.stdout.flush(); os._exit(0)").splitlines())
    assert run_fresh(before + IN_A_CHILD + child) == "[3.0, 3.0] sim:0\n"


def test_fork_rng_puts_the_random_numbers_back() -> None:
    torch.manual_seed(1)
    expected = torch.rand(2)
    torch.manual_seed(1)
    with torch.random.fork_rng(), torch.random.fork_rng(device_type="sim"):
        torch.rand(5, device="sim")
    assert torch.equal(torch.rand(2), expected)


@pytest.mark.parametrize("use_reentrant", [True, False])
def test_a_checkpointed_block_is_recomputed_with_the_same_random_numbers(use_reentrant: bool) -> None:
    X = sim(6, 7).requires_grad_()
    Y = checkpoint(lambda x: functional.dropout(x * 2, 0.5), X, use_reentrant=use_reentrant)
    Y.sum().backward()
    assert X.grad is not None
    kept = Y.detach().cpu() != 0
    assert torch.equal(X.grad.cpu(), 4.0 * kept)
