"""Both points are the same tensor: the number that f returns may be a part of it."""

import torch

HINT = "Both points are in one tensor. Where f returns a part of its argument, p[0] say, the first value changes when the tensor is moved to the second point. Give f a tensor of its own for each point, or take the number out of the first value before."
MUST_FAIL = "test_hidden::test_views"


def numerical_gradient(f, x, h=1e-4):
    moved = x.clone()
    result = torch.empty_like(x)
    for place in torch.cartesian_prod(*(torch.arange(n) for n in x.shape)).reshape(-1, x.dim()).tolist() if x.dim() else [[]]:
        place = tuple(place)
        moved[place] = x[place] + h
        above = f(moved)
        moved[place] = x[place] - h
        result[place] = (above - f(moved)) / (2 * h)
        moved[place] = x[place]
    return result
