"""Modules of a submission with the same numbers in their parts, whatever the parts are called.

    net, parameters, state = filled(ns, ns.Residual(3, 3), X)

on either side: then `net(X)` can be compared, gradients with respect to `parameters` as well, and after a step of training
`state()`. All of it runs where the module is.
"""

from __future__ import annotations

import math

import torch
from torch import nn

from autograder.checks.inside import inside


@inside
def filled(net, X, dtype=None):  # type: ignore[no-untyped-def]  # its text runs elsewhere
    """(net, parameters, state): the module on the device and in the dtype of `X`, with numbers in all of its parts.

    `X` is what the forward pass takes, a tuple where it takes several; without a floating tensor among it, give `dtype`.
    Where a part is one of torch's, a parameter is told from others by the part's type and shapes and by its name there; a
    parameter of a class of the submission's, by its shape; those that are alike in all this, by the order in which a
    forward pass reaches them. Choose sizes that give each part another shape. A parameter that two parts share is one;
    what the forward pass does not reach has no influence. Statistics of batch normalisation are filled too, other buffers
    stay as they are.

    `parameters` are those that are reached, and `state()` gives copies of them and of those statistics, each time in the
    same order. All numbers are exact in every floating dtype. Raises TypeError for what is no nn.Module, and
    RuntimeError when the forward pass uses a parameter that the module does not list.
    """
    if not isinstance(net, nn.Module):
        raise TypeError(f"a {type(net).__name__} where an nn.Module should be")
    args = X if isinstance(X, tuple) else (X,)
    tensors = [value.detach() if isinstance(value, torch.Tensor) else value for value in args]
    floating = [t for t in tensors if isinstance(t, torch.Tensor) and t.is_floating_point()]
    dtype = dtype or (floating[0].dtype if floating else torch.get_default_dtype())
    device = next((t.device for t in tensors if isinstance(t, torch.Tensor)), None)
    if any(nn.parameter.is_lazy(tensor) for tensor in net.parameters()):
        shaped(net, tensors)
    net.to(device=device, dtype=dtype)
    used = reached_tensors(net, tensors)
    labels = labelled(net, used)
    for label, tensor in labels:
        fill_with_numbers(label, tensor)
    kept = [tensor for label, tensor in labels if id(tensor) in used]
    parameters = [tensor for tensor in kept if isinstance(tensor, nn.Parameter)]
    return net, parameters, lambda: [tensor.detach().clone() for tensor in kept]


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
    with torch.no_grad(), Recorder():
        net(*args)
    for part, training in modes:
        part.training = training
    own = {id(tensor) for part in net.modules() for tensor in [*part._parameters.values(), *part._buffers.values()]}
    for tensor in seen.values():
        if isinstance(tensor, nn.Parameter) and id(tensor) not in own:
            raise RuntimeError(
                f"the forward pass uses a parameter of shape {tuple(tensor.shape)} that parameters() does not list: a plain "
                "list or dict hides the modules and parameters in it (nn.ModuleList, nn.ParameterList, nn.ModuleDict show "
                "theirs), and so does a global"
            )
    return {key: place for place, key in enumerate(key for key in seen if key in own)}


@inside
def labelled(net, used):  # type: ignore[no-untyped-def]
    """(label, tensor) for each tensor that is to be filled, the same labels in the same order for modules that are alike."""
    kinds, tensors = {}, {}  # type: ignore[var-annotated]
    for part in net.modules():
        theirs = next(
            (c for c in type(part).__mro__ if c.__module__.startswith("torch.nn.") and c is not nn.Module), None
        )
        container = theirs is not None and theirs.__module__ == "torch.nn.modules.container"
        own = theirs is None or container
        statistics = {} if own or not hasattr(part, "running_mean") else part._buffers
        part_type = "own" if theirs is None else theirs.__name__
        # A bias has the shape of many others: the shapes of its whole part tell it apart.
        shapes = [] if own else [tuple(tensor.shape) for tensor in part._parameters.values() if tensor is not None]
        for name, tensor in [*part._parameters.items(), *statistics.items()]:
            if tensor is not None:
                kinds.setdefault(id(tensor), set()).add("own" if own else f"{part_type}{shapes}.{name}")
                tensors[id(tensor)] = tensor
    found = [(f"{'|'.join(sorted(kinds[key]))} {tuple(tensor.shape)}", tensor) for key, tensor in tensors.items()]
    # Those that are reached first, then in the order of their registration.
    found.sort(key=lambda pair: (pair[0], used.get(id(pair[1]), len(used))))
    counts = {}  # type: ignore[var-annotated]
    labels = []
    for kind, tensor in found:
        counts[kind] = counts.get(kind, -1) + 1
        labels.append((f"{kind} {counts[kind]}", tensor))
    return labels


@inside
def fill_with_numbers(label, tensor):  # type: ignore[no-untyped-def]
    """Numbers that the label decides, which every floating dtype can hold exactly: 127 steps to either side of 0.

    The steps are so small that a product with the parameter keeps about the size of what it is multiplied with.
    """
    import zlib

    if not tensor.is_floating_point():
        tensor.zero_()  # how many batches have been seen
        return
    generator = torch.Generator().manual_seed(zlib.crc32(label.encode()))
    drawn = torch.randint(-127, 128, tuple(tensor.shape), generator=generator).double()
    fan_in = max(tensor.numel() // max(tensor.shape[0], 1), 1) if tensor.dim() > 1 else 1
    step = 2.0 ** -(6 + round(math.log2(fan_in) / 2))
    numbers = drawn.abs() / 128 + 0.5 if "running_var" in label else drawn * step
    with torch.no_grad():
        tensor.copy_(numbers)
