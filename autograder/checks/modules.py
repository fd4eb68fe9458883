"""Modules of a submission with the same numbers in their parts, whatever the parts are called.

    net, parameters, state = filled(ns, ns.Residual(3, 3), X)

on either side: then `net(X)` can be compared, gradients with respect to `parameters` as well, and after a step of
training `state()`. All of it runs where the module is.
"""

from __future__ import annotations

import math

import torch
from torch import nn

from autograder.checks.inside import inside


@inside
def filled(net, X, dtype=None, biases=True):  # type: ignore[no-untyped-def]  # its text runs elsewhere
    """(net, parameters, state): the module on the device and in the dtype of `X`, with numbers in all of its parts.

    `X` is what the forward pass takes, a tuple where it takes several; without a floating tensor among it, give
    `dtype`. Parameters are told apart

    - in a part of torch's, by the part's family and shapes and by the parameter's name there;
    - in a class of the submission's, by the shape, and by the layer that it must be of (see `kinds_by_hand`);
    - where all this is alike, by the order in which a forward pass reaches them.

    Dimensions of one make no difference to a shape. Choose sizes that give each part another shape. A parameter that
    two parts share is one; what the forward pass does not reach has no influence. Statistics of batch normalisation are
    filled too, other buffers stay as they are.

    `parameters` are those that are reached, and `state()` gives copies of them and of those statistics, each time in
    the same order. All numbers are exact in every floating dtype. Without `biases`, they are zero and not among the
    `parameters`, so that a part that has none by mistake computes the same (`is_bias` says which they are). Raises
    TypeError for what is no nn.Module, and RuntimeError when the forward pass uses a parameter that the module does not
    list.
    """
    net, parameters, state = filled_by_label(net, X, dtype, biases)
    return net, list(parameters.values()), lambda: list(state().values())


@inside
def only_filled(net, X, biases=True):  # type: ignore[no-untyped-def]
    """The module as `filled` leaves it. Its parameters stay on their side: they would be sent with each of its calls."""
    return filled_by_label(net, X, None, biases)[0]


@inside
def evaluated_as_filled(net, args, biases=True):  # type: ignore[no-untyped-def]
    """The result of the filled module for `args` in evaluation mode, in one call. What fills it sees copies of them."""
    return evaluated(only_filled(net, tuple(own_copies(args)), biases), args)


@inside
def filled_by_label(net, X, dtype=None, biases=True):  # type: ignore[no-untyped-def]
    """As `filled`, with words for each tensor: `parameters` and `state()` are dicts, "weight (4, 3, 3, 3)" a key."""
    if not isinstance(net, nn.Module):
        raise TypeError(f"a {type(net).__name__} where an nn.Module should be")
    args = X if isinstance(X, tuple) else (X,)
    tensors = [value.detach() if isinstance(value, torch.Tensor) else value for value in args]
    floating = [t for t in tensors if isinstance(t, torch.Tensor) and t.is_floating_point()]
    dtype = dtype or (floating[0].dtype if floating else torch.get_default_dtype())
    device = next((t.device for t in tensors if isinstance(t, torch.Tensor)), None)
    if any(nn.parameter.is_lazy(tensor) for tensor in net.parameters()):
        shaped(net, tensors)
    move(net, device, dtype)
    used = reached_tensors(net, tensors)
    labels = labelled(net, used)
    zero = [] if biases else [label for label, _ in labels if is_bias(label)]
    for label, tensor in labels:
        fill_with_numbers(label, tensor, label in zero)
    kept = in_words([(label, tensor) for label, tensor in labels if id(tensor) in used and label not in zero])
    parameters = {words: tensor for words, tensor in kept.items() if isinstance(tensor, nn.Parameter)}
    return net, parameters, lambda: {words: tensor.detach().clone() for words, tensor in kept.items()}


@inside
def move(net, device, dtype):  # type: ignore[no-untyped-def]
    """As net.to(device=device, dtype=dtype), which takes as long as a forward pass where nothing is to be moved."""
    tensors = [*own_parameters(net), *own_buffers(net)]
    if any(t.device != device or (t.is_floating_point() and t.dtype != dtype) for t in tensors):
        net.to(device=device, dtype=dtype)


@inside
def shaped(net, args):  # type: ignore[no-untyped-def]
    """Has lazy parts make their parameters, on the CPU: on some devices they cannot."""
    modes = [(part, part.training) for part in net.modules()]
    net.to(device="cpu", dtype=torch.float32).eval()
    plain = [value.cpu() if isinstance(value, torch.Tensor) else value for value in args]
    plain = [
        value.float() if isinstance(value, torch.Tensor) and value.is_floating_point() else value for value in plain
    ]
    with torch.no_grad():
        net(*plain)
    for part, training in modes:
        part.training = training


@inside
def reached_tensors(net, args):  # type: ignore[no-untyped-def]
    """The parameters and buffers that a forward pass uses, by id() in the order of their first use: {id: place}."""

    class Recorder(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
            waiting = [*args, *(kwargs or {}).values()]
            while waiting:
                value = waiting.pop(0)
                if isinstance(value, list | tuple):
                    waiting[:0] = value
                elif isinstance(value, torch.Tensor):
                    seen.setdefault(id(value), value)
            return function(*args, **(kwargs or {}))

    seen = {}  # type: ignore[var-annotated]
    modes = [(part, part.training) for part in net.modules()]
    net.eval()  # what training changes, such as running statistics, stays as it is
    try:
        with torch.no_grad(), Recorder():
            net(*args)
    finally:  # also after a failed pass: an unlisted parameter keeps its old device, dtype and mode, and may be the cause
        for part, training in modes:
            part.training = training
        own = {id(tensor) for part in net.modules() for tensor in [*part._parameters.values(), *part._buffers.values()]}
        for tensor in seen.values():
            if isinstance(tensor, nn.Parameter) and id(tensor) not in own:
                raise RuntimeError(
                    f"the forward pass uses a parameter of shape {tuple(tensor.shape)} that parameters() does not list: a "
                    "plain list or dict hides the modules and parameters in it (nn.ModuleList, nn.ParameterList, "
                    "nn.ModuleDict show theirs), and so does a global"
                )
    return {key: place for place, key in enumerate(key for key in seen if key in own)}


@inside
def labelled(net, used):  # type: ignore[no-untyped-def]
    """(label, tensor) for each tensor that is to be filled, the same labels in the same order for modules that are
    alike."""
    kinds, tensors = {}, {}  # type: ignore[var-annotated]
    for part in net.modules():
        theirs = next(
            (c for c in type(part).__mro__ if c.__module__.startswith("torch.nn.") and c is not nn.Module), None
        )
        container = theirs is not None and theirs.__module__ == "torch.nn.modules.container"
        own = theirs is None or container
        statistics = {} if own or not hasattr(part, "running_mean") else part._buffers
        # A convolution of 1 x 1 is a linear layer; a normalisation is none, whatever its shape.
        family = "own" if theirs is None else theirs.__module__.rpartition(".")[2].replace("conv", "linear")
        # A bias has the shape of many others: the shapes of its whole part tell it apart. A weight is told by its own.
        shapes = [] if own else [long_sides(tensor) for tensor in part._parameters.values() if tensor is not None]
        by_hand = kinds_by_hand(part) if own else {}
        for name, tensor in [*part._parameters.items(), *statistics.items()]:
            if tensor is not None:
                kinds.setdefault(id(tensor), set()).add(
                    by_hand.get(name, "own") if own else f"{family}{shapes if 'bias' in name else ''}.{name}"
                )
                tensors[id(tensor)] = tensor
    # What a class of the submission's has as well as a part of torch's is that part's.
    words = {key: "|".join(sorted(theirs - {"own"} or theirs)) for key, theirs in kinds.items()}
    found = [(f"{words[key]} {long_sides(tensor)}", tensor) for key, tensor in tensors.items()]
    # Those that are reached first, then in the order of their registration.
    found.sort(key=lambda pair: (pair[0], used.get(id(pair[1]), len(used))))
    counts = {}  # type: ignore[var-annotated]
    labels = []
    for kind, tensor in found:
        counts[kind] = counts.get(kind, -1) + 1
        labels.append((f"{kind} {counts[kind]}", tensor))
    return labels


@inside
def kinds_by_hand(part):  # type: ignore[no-untyped-def]
    """{name: kind} of what a class of the submission's does with parameters of its own, where their shapes and numbers
    tell it.

    A layer normalisation: of one shape, equally many parameters begin as ones and as zeros. A linear layer or
    convolution: a weight, and a bias for each of its outputs.
    """
    kinds, starts, weights = {}, {}, []  # type: ignore[var-annotated]
    own = {name: tensor for name, tensor in part._parameters.items() if tensor is not None and tensor.numel()}
    for name, tensor in own.items():
        for value in (1, 0):
            if bool((tensor.detach() == value).all()):
                starts.setdefault(long_sides(tensor), {1: [], 0: []})[value].append(name)
    for sides, begun in starts.items():
        if len(begun[1]) == len(begun[0]):
            kinds |= dict.fromkeys(begun[1], "normalization.weight")
            kinds |= dict.fromkeys(begun[0], f"normalization{[sides, sides]}.bias")
    for name, tensor in own.items():
        if name not in kinds and len(long_sides(tensor)) > 1:
            kinds[name] = "linear.weight"
            weights.append(long_sides(tensor))
    for name, tensor in own.items():
        sides = long_sides(tensor)
        whose = next((weight for weight in weights if weight[:1] == sides), None)
        if name not in kinds and whose is not None:
            weights.remove(whose)
            kinds[name] = f"linear{[whose, sides]}.bias"
    return kinds


@inside
def is_bias(label):  # type: ignore[no-untyped-def]
    """Whether the tensor of this label is a bias: of one of torch's parts, or of a layer that is told by
    `kinds_by_hand`."""
    return any(kind.rpartition(".")[2].startswith("bias") for kind in label.rpartition(" (")[0].split("|"))


@inside
def long_sides(tensor):  # type: ignore[no-untyped-def]
    """The shape without its dimensions of one: a bias may be (4,) or (4, 1, 1), a convolution of 1 x 1 a matrix."""
    return tuple(side for side in tensor.shape if side != 1)


@inside
def in_words(labels):  # type: ignore[no-untyped-def]
    """{words: tensor}, in the order of the labels: the name of a parameter in its part if that is torch's, and its
    shape without dimensions of one, so that modules that are alike have the same words."""
    words = {}  # type: ignore[var-annotated]
    for label, tensor in labels:
        kinds = label.rpartition(" (")[0].split("|")
        name = "/".join(dict.fromkeys("parameter" if kind == "own" else kind.rpartition(".")[2] for kind in kinds))
        plain = f"{name} {long_sides(tensor)}"
        number = sum(other.partition(" number")[0] == plain for other in words) + 1
        words[plain if number == 1 else f"{plain} number {number}"] = tensor
    return words


@inside
def fill_with_numbers(label, tensor, zero=False):  # type: ignore[no-untyped-def]
    """Zero, or numbers that the label decides, which every floating dtype can hold exactly.

    A variance lies between 0.5 and 1.5. All others are up to 127 steps to either side of 0, and the steps so small that
    a product with the parameter keeps about the size of what it is multiplied with.
    """
    import zlib

    if zero or not tensor.is_floating_point():  # a whole number is how many batches have been seen
        tensor.detach().zero_()
        return
    generator = torch.Generator().manual_seed(zlib.crc32(label.encode()))
    drawn = torch.randint(-127, 128, tuple(tensor.shape), generator=generator, dtype=torch.float64)
    sides = long_sides(tensor)
    fan_in = max(tensor.numel() // sides[0], 1) if len(sides) > 1 and tensor.numel() else 1
    step = 2.0 ** -(6 + round(math.log2(fan_in) / 2))
    numbers = drawn.abs() / 128 + 0.5 if "running_var" in label else drawn * step
    tensor.detach().copy_(numbers)


@inside
def evaluated(net, args):  # type: ignore[no-untyped-def]
    """`net(*args)` in evaluation mode; the modes are put back."""
    modes = [(part, part.training) for part in net.modules()]
    net.eval()
    try:
        return net(*args)
    finally:
        for part, training in modes:
            part.training = training


@inside
def own_copies(args):  # type: ignore[no-untyped-def]
    """The arguments for one of several passes: a pass that changes them in place has a test of its own."""
    return [value.clone() if isinstance(value, torch.Tensor) else value for value in args]


@inside
def modes_of(net):  # type: ignore[no-untyped-def]
    """The modes of its parts, in words."""
    return " and ".join(sorted({"training" if part.training else "evaluation" for part in net.modules()}))


@inside
def in_both_modes(net, args):  # type: ignore[no-untyped-def]
    """The results of a new module in training, then after eval(), then after train(), and the modes that are found."""
    found = {
        "mode of a new module": modes_of(net),
        "result in training": net(*own_copies(args)),
        "mode after forward": modes_of(net),
    }
    net.eval()
    found |= {
        "mode after eval()": modes_of(net),
        "result after eval()": net(*own_copies(args)),
        "mode after eval() and forward": modes_of(net),
    }
    net.train()
    return found | {"mode after train()": modes_of(net)}


@inside
def own_parameters(net):  # type: ignore[no-untyped-def]
    """The parameters of its parts, each once, whatever `parameters()` of a class of the submission's lists."""
    return stored_in_parts(net, "_parameters")


@inside
def own_buffers(net):  # type: ignore[no-untyped-def]
    """Its buffers, in the same way."""
    return stored_in_parts(net, "_buffers")


@inside
def stored_in_parts(net, name):  # type: ignore[no-untyped-def]
    parts, found = [net], {}  # type: ignore[var-annotated]
    for part in parts:
        found |= {id(tensor): tensor for tensor in stored(part, name)}
        parts += [inner for inner in stored(part, "_modules") if all(inner is not p for p in parts)]
    return list(found.values())


@inside
def stored(part, name):  # type: ignore[no-untyped-def]
    """What nn.Module keeps of a part in its dict `name`, whatever properties and dicts of its own a class has."""
    attributes = nn.Module.__dict__["__dict__"].__get__(part)
    return [value for value in dict.values(attributes[name]) if value is not None]


@inside
def addresses(net):  # type: ignore[no-untyped-def]
    """Of each parameter where its numbers lie, which tells whether another's are the same."""
    return {
        id(parameter)
        if nn.parameter.is_lazy(parameter) or parameter.device.type == "sim" or not parameter.numel()
        else parameter.data_ptr()
        for parameter in own_parameters(net)
    }


@inside
def listed(net, other, args):  # type: ignore[no-untyped-def]
    """The parameters of its parts, and the results of `net` and of `other`, which loads its state_dict(), in evaluation
    mode.

    What is loaded are other numbers than the ones in `net`, so that `other` takes them from the state. Shapes are told
    without their dimensions of one.
    """
    state = {
        name: tensor * 0.75 if tensor.is_floating_point() else tensor.clone()
        for name, tensor in net.state_dict().items()
    }
    expected = evaluated(net, own_copies(args))
    own = own_parameters(net)
    like = next(tensor for tensor in [*own, *args] if isinstance(tensor, torch.Tensor))
    other.to(like.device, like.dtype if like.is_floating_point() else None)
    other.load_state_dict(state)
    counts = {}  # type: ignore[var-annotated]
    shared = addresses(net) & addresses(other)
    for parameter in own:
        words = f"{long_sides(parameter)}{'' if parameter.requires_grad else ' without gradient'}"
        counts[words] = counts.get(words, 0) + 1
    shapes = ", ".join(f"{counts[words]} x {words}" for words in sorted(counts))
    return {
        "list of parameters": shapes,
        "number of parameters shared with another such module": len(shared),
        "result": expected,
        "result after load_state_dict": evaluated(other, own_copies(args)),
    }
