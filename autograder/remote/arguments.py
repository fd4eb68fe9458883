"""The arguments of a call after it: overwritten where the submission may, else left alone with something in their
place."""

from __future__ import annotations

import msgspec
import torch

from autograder.remote import wire
from autograder.remote.autograd import passed_through
from autograder.remote.errors import SubmissionCrashed
from autograder.remote.inplace import may_write
from autograder.remote.overwriting import write_into
from autograder.remote.values import Decoder


def stand_ins(objects: list[object], kept: list[int]) -> list[object]:
    """What stands for the objects after a call that changed those numbered in `kept` and may not: containers of its
    own, still empty, and None for the tensors that it changed."""
    if not kept:
        return objects
    return [
        (None if index in kept else value)
        if isinstance(value, torch.Tensor)
        else value
        if may_write(value)
        else type(value)()
        for index, value in enumerate(objects)
    ]


def fill(left: list[object], objects: list[object], touched: set[int]) -> None:
    """Puts what the unchanged containers hold into those that stand for them."""
    if left is objects:
        return
    of = {id(value): left[index] for index, value in enumerate(objects)}
    for index, (value, stand_in) in enumerate(zip(objects, left, strict=True)):
        if value is not stand_in and index not in touched:
            if isinstance(stand_in, list) and isinstance(value, list):
                stand_in.extend(_replaced(item, of) for item in value)
            elif isinstance(stand_in, dict) and isinstance(value, dict):
                stand_in.update((key, _replaced(item, of)) for key, item in value.items())


def _replaced(value: object, of: dict[int, object]) -> object:
    if isinstance(value, tuple):
        return tuple(_replaced(item, of) for item in value)
    return of.get(id(value), value)


def changed(argument: object, value: wire.Value, decoder: Decoder) -> torch.Tensor:
    """What a submission made of a tensor `argument` that it may not write to, in memory of its own."""
    if not isinstance(argument, torch.Tensor) or not isinstance(value, wire.TensorV):
        raise SubmissionCrashed("InvalidReply", "a change of something that was not passed")
    contents = decoder.tensor(msgspec.structs.replace(value, handle=None))
    if not argument.requires_grad or not value.requires_grad:
        return contents
    return passed_through(argument, contents)


def overwrite(target: object, value: wire.Value, decoder: Decoder, *, mirror: bool = False) -> None:
    """Writes what a call left into `target`: an argument that it may write to, or a mirror of one of its own tensors."""
    if isinstance(target, torch.Tensor) and isinstance(value, wire.TensorV):
        contents = decoder.tensor(msgspec.structs.replace(value, handle=None))
        grad = None if value.grad is None else decoder.tensor(value.grad)
        # Turned off, as by detach_(). An argument is not turned on: what is computed with it stays the submission's.
        write_into(target, contents, grad, value.requires_grad if mirror or not value.requires_grad else None)
        return
    contents_ = decoder.value(value)
    if isinstance(target, list) and isinstance(contents_, list):
        target[:] = contents_
    elif isinstance(target, dict) and isinstance(contents_, dict):
        target.clear()
        target.update(contents_)
    else:
        raise SubmissionCrashed("InvalidReply", "a change of something that was not passed")
