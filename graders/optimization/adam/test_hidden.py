"""The hidden grader of adam.

Hidden only, and why: `test_own_work`, which needs the submission's source and the operators that ran; `test_device`, which
needs an accelerator or the simulated one; layouts and shapes, and the later step from averages that are given, since their
numbers would give the corrections away.

Most tests use gradients of ordinary size in float32, where neither the place nor the value of eps can be seen, and leave
the hyperparameters at their defaults: a fault in eps, or betas that are fixed, costs the points for that and no others. For
the same reason each of them gives `t`; only `test_several_steps` relies on its being advanced. `test_float64` takes huge
gradients, next to which eps vanishes in float64 too.

What the function returns does not matter. A gradient set to None counts as zeroed: the next backward starts afresh either
way. Nothing is asked of parameters without a gradient, or of keys that an answer adds to
the dictionary, such as defaults: the contract promises none of these. What was given in it stays. A loop over the elements is slow but right; what is asked of the cost
is that it goes through them once.
"""

import torch
from hypothesis import strategies as st

from autograder.checks import (
    agree,
    aside,
    assert_cost,
    assert_equal,
    assert_nothing_left_behind,
    assert_own_work,
    fail,
    inplace,
    points,
)
from autograder.checks.inputs import sizes, tensors
from autograder.checks.stages import naming
from autograder.devices.simulated import to_device

from .stages import place

TORCHS_OWN = (
    "optim",
    "adam",
    "Adam",
    "AdamW",
    "Adamax",
    "NAdam",
    "RAdam",
    "SparseAdam",
    "_fused_adam_",
    "_fused_adamw_",
    "_single_tensor_adam",
    "_multi_tensor_adam",
)
ITS_OPERATORS = ("optim.", "_fused_adam_", "_fused_adamw_", "_fused_adam", "_fused_adamw")

# A learning rate that makes a later step as long as p is large: then a small fault of the averages is no rounding error.
FAR = 10.0
# A property counts with right values of one of these.
RIGHT = ("test_first_step", "test_later_step", "test_average", "test_square_average")
CALL = "p.grad = g; adam([p], [(v, s)], hyperparams)"
ORDINARY = st.sampled_from([1.0, -1.0, 0.5, 2.0, -2.0])
POSITIVE = st.sampled_from([1.0, 0.5, 2.0])


def parameter_after(ns, p, g, v, s, hyperparams):
    p.grad = g
    inplace(ns.adam)([p], [(v, s)], hyperparams)
    return p.detach()


def states_after(ns, p, g, v, s, hyperparams):
    p.grad = g
    inplace(ns.adam)([p], [(v, s)], hyperparams)
    return [v.detach(), s.detach()]


def parameters_after(ns, params, grads, states, hyperparams):
    for p, g in zip(params, grads, strict=True):
        p.grad = g
    inplace(ns.adam)(list(params), states, hyperparams)  # in a list of its own, whose entries it may exchange
    return [p.detach() for p in params]


def agrees(student, reference, *args, **options):
    """As `agree`; a failure also says at which place a submission first differs."""
    with naming(place, student, reference):
        agree(student, reference, *args, **options)


def small(hyperparams, *, dtype=torch.float32, fresh=False, gradients=ORDINARY, scale=1.0):
    """Small argument tuples (p, g, v, s, hyperparams); `fresh` ones have states of zero."""

    def arguments(count):
        p = tensors(count, dtype=dtype, requires_grad=True)
        g = tensors(count, elements=gradients.map(lambda x: x * scale), dtype=dtype)
        first = st.just(0.0) if fresh else ORDINARY.map(lambda x: x * scale)
        second = st.just(0.0) if fresh else POSITIVE.map(lambda x: x * scale**2)
        v, s = tensors(count, elements=first, dtype=dtype), tensors(count, elements=second, dtype=dtype)
        return st.tuples(p, g, v, s, st.fixed_dictionaries({key: st.just(value) for key, value in hyperparams.items()}))

    return sizes(2).flatmap(arguments)


def ordinary(rng, *shape, dtype=torch.float32, scale=1.0):
    """Numbers of either sign whose magnitude is between 0.5 and 2 times `scale`."""
    magnitude = rng.uniform(*shape, low=0.5 * scale, high=2.0 * scale, dtype=dtype)
    return torch.where(rng.uniform(*shape, low=-1.0) < 0, -magnitude, magnitude)


def leaf(rng, *shape, dtype=torch.float32):
    return rng.normal(*shape, dtype=dtype, requires_grad=True)


def used(rng, *shape, dtype=torch.float32, scale=1.0):
    """States (v, s) as they are in the middle of a training."""
    s = rng.uniform(*shape, low=0.5 * scale**2, high=2.0 * scale**2, dtype=dtype)
    return ordinary(rng, *shape, dtype=dtype, scale=scale), s


def assert_state(student, reference, rng, index):
    """One of v and s is right after a step, whatever becomes of the other."""

    def state_after(ns, p, g, v, s, hyperparams):
        return states_after(ns, p, g, v, s, hyperparams)[index]

    for t in (1, 3):
        p, g, (v, s), hyperparams = leaf(rng, 2, 3), ordinary(rng, 2, 3), used(rng, 2, 3), {"lr": 0.1, "t": t}
        of = f"{CALL}; {'vs'[index]}"
        agrees(student, reference, state_after, p, g, v, s, hyperparams, of=of, search=small(hyperparams))


@points(3, "the first step moves each element by the learning rate, against its gradient")
def test_first_step(student, reference, rng):
    p, g = leaf(rng, 3, 4), ordinary(rng, 3, 4)
    v, s = torch.zeros_like(g), torch.zeros_like(g)
    hyperparams = {"lr": 0.1, "t": 1}
    search = small(hyperparams, fresh=True)
    agrees(student, reference, parameter_after, p, g, v, s, hyperparams, of=f"{CALL}; p", search=search)


@points(3, "a later step uses both averages, corrected for the number of steps")
def test_later_step(student, reference, rng):
    for t in (2, 7, 1000):
        p, g, (v, s), hyperparams = leaf(rng, 2, 3), ordinary(rng, 2, 3), used(rng, 2, 3), {"lr": FAR, "t": t}
        search = small(hyperparams)
        agrees(student, reference, parameter_after, p, g, v, s, hyperparams, of=f"{CALL}; p", search=search)


@points(2, "v is updated in place, and kept without correction")
def test_average(student, reference, rng):
    assert_state(student, reference, rng, 0)


@points(3, "s is updated in place, and kept without correction")
def test_square_average(student, reference, rng):
    assert_state(student, reference, rng, 1)


@aside
@points(1, "float64 parameters and states are updated as precisely as that")
def test_float64(student, reference, rng):
    double = {"dtype": torch.float64, "scale": 1e4}
    p, g, hyperparams = leaf(rng, 2, 3, dtype=torch.float64), ordinary(rng, 2, 3, **double), {"lr": 0.1, "t": 4}
    v, s = used(rng, 2, 3, **double)
    search = small(hyperparams, **double)
    agree(student, reference, parameter_after, p, g, v, s, hyperparams, of=f"{CALL}; p", search=search)
    agree(student, reference, states_after, p, g, v, s, hyperparams, of=f"{CALL}; [v, s]", search=search)


@points(2, "tiny gradients show eps: 1e-6, outside the root, next to the corrected average")
def test_eps(student, reference, rng):
    p, g = leaf(rng, 6, dtype=torch.float64), ordinary(rng, 6, dtype=torch.float64, scale=1e-6)
    zeros = torch.zeros_like(g)
    hyperparams = {"lr": 0.1, "t": 1}
    search = small(hyperparams, dtype=torch.float64, fresh=True, scale=1e-6)
    agree(
        student,
        reference,
        parameter_after,
        p,
        g,
        zeros,
        zeros.clone(),
        hyperparams,
        of=f"{CALL}; p",
        search=search,
        tolerance=1e-6,
    )
    v, s = used(rng, 6, dtype=torch.float64, scale=1e-6)
    agree(student, reference, parameter_after, p, g, v, s, {"lr": 0.1, "t": 5}, of=f"{CALL}; p", tolerance=1e-6)


@points(1, "an element whose gradient has always been zero stays where it is", requires="test_first_step")
def test_zero_gradient(student, reference, rng):
    p, g = leaf(rng, 2, 3), ordinary(rng, 2, 3)
    g[0, 1] = g[1, 2] = 0.0
    zeros, hyperparams = torch.zeros_like(g), {"lr": 0.1, "t": 1}
    search = small(hyperparams, fresh=True, gradients=st.sampled_from([0.0, 1.0]))
    agree(student, reference, parameter_after, p, g, zeros, zeros.clone(), hyperparams, of=f"{CALL}; p", search=search)


@points(2, "beta1, beta2 and eps are taken from the hyperparameters where they are given")
def test_given_hyperparameters(student, reference, rng):
    for given in ({"beta1": 0.6}, {"beta2": 0.9}, {"eps": 0.5}, {"beta1": 0.0, "beta2": 0.5, "eps": 1e-3}):
        p, g, (v, s), hyperparams = leaf(rng, 2, 3), ordinary(rng, 2, 3), used(rng, 2, 3), {"lr": 0.3, "t": 3, **given}
        search = small(hyperparams)
        agree(student, reference, parameter_after, p, g, v, s, hyperparams, of=f"{CALL}; p", search=search)
        agree(student, reference, states_after, p, g, v, s, hyperparams, of=f"{CALL}; [v, s]", search=search)


@points(5, "several steps in a row lead to the right place")
def test_several_steps(student, reference, rng):
    def several(ns, p, gradients, v, s, hyperparams):
        places = []
        for g in gradients:
            p.grad = g.clone() if p.grad is None else p.grad + g  # as backward does: it adds to what was not zeroed
            inplace(ns.adam)([p], [(v, s)], hyperparams)
            if not p.requires_grad:
                fail("after a step the parameter requires no gradient any more: the next backward would not reach it")
            places.append(p.detach().clone())
        return places

    p, gradients = leaf(rng, 3), [ordinary(rng, 3) for _ in range(5)]
    v, s = torch.zeros_like(gradients[0]), torch.zeros_like(gradients[0])
    of = "[p after step 1, p after step 2, ...]"
    agrees(student, reference, several, p, gradients, v, s, {"lr": 0.2, "t": 1}, of=of)


@points(4, "t is advanced by one, however many parameters there are, and what was given stays", requires_one_of=RIGHT)
def test_t(student, rng):
    for count, t in ((1, 1), (3, 5)):
        given = {"lr": 0.1, "beta1": 0.8, "beta2": 0.99, "eps": 1e-3}
        params, hyperparams = [leaf(rng, 2) for _ in range(count)], {**given, "t": t}
        for p in params:
            p.grad = ordinary(rng, 2)
        inplace(student.adam)(params, [used(rng, 2) for _ in params], hyperparams)
        start = f"after 1 step with {count} parameters, starting from t = {t},"
        assert_equal(hyperparams.get("t"), t + 1, of=f'{start} hyperparams["t"]')
        for name, value in given.items():
            assert_equal(hyperparams.get(name), value, of=f'{start} hyperparams["{name}"]')


@points(4, "every parameter's gradient is zero afterwards", requires_one_of=RIGHT)
def test_gradients_are_zeroed(student, rng):
    params = [leaf(rng, 3), leaf(rng, 2, 2)]
    for p in params:
        p.grad = ordinary(rng, *p.shape)
    inplace(student.adam)(list(params), [used(rng, *p.shape) for p in params], {"lr": 0.1, "t": 1})
    for index, p in enumerate(params):
        if p.grad is not None:
            assert_equal(p.grad, torch.zeros_like(p).detach(), of=f"after 1 step, params[{index}].grad")


@points(3, "parameters of any shape are updated, each with its own states")
def test_many_parameters(student, reference, rng):
    shapes = ((3, 2), (1,), (2, 1, 3), (4, 4), (5,))
    params, grads = [leaf(rng, *shape) for shape in shapes], [ordinary(rng, *shape) for shape in shapes]
    states = [used(rng, *shape) for shape in shapes]
    of = "p.grad = g for each; adam(params, states, hyperparams); params"
    agrees(student, reference, parameters_after, params, grads, states, {"lr": FAR, "t": 3}, of=of)
    as_lists = [list(pair) for pair in states]
    agrees(student, reference, parameters_after, params, grads, as_lists, {"lr": FAR, "t": 3}, of=of)


@aside
@points(1, "parameters and states may be transposed or strided views of memory")
def test_layouts(student, reference, rng):
    p = rng.normal(3, 4, dtype=torch.float32).T.requires_grad_()
    v, s = used(rng, 4, 6)
    arguments = (p, ordinary(rng, 4, 3), v[:, ::2], s[:, 1::2], {"lr": 0.1, "t": 3})
    agree(student, reference, parameter_after, *arguments, of=f"{CALL}; p")
    agree(student, reference, states_after, *arguments, of=f"{CALL}; [v, s]")


@points(1, "a parameter with hundreds of elements is updated as well")
def test_large_parameter(student, reference, rng):
    for shape in ((16, 20), (257, 2), (2, 300)):
        p, g, (v, s) = leaf(rng, *shape), ordinary(rng, *shape), used(rng, *shape)
        agree(student, reference, parameter_after, p, g, v, s, {"lr": FAR, "t": 2}, of=f"{CALL}; p")


@aside
@points(1, "everything stays on the device of the parameters")
def test_device(student, reference, rng, accelerator):
    p = to_device(leaf(rng, 2, 3), accelerator)
    g, v, s = (to_device(t, accelerator) for t in (ordinary(rng, 2, 3), *used(rng, 2, 3)))
    agree(student, reference, parameter_after, p, g, v, s, {"lr": 0.1, "t": 2}, of=f"{CALL}; p")
    agree(student, reference, states_after, p, g, v, s, {"lr": 0.1, "t": 2}, of=f"{CALL}; [v, s]")


@aside
@points(1, "eight times the elements, or the parameters, cost no more than that", requires_one_of=RIGHT)
def test_cost(student, rng):
    def moved(ns, params, grads, states, hyperparams):
        before = [p.detach().clone() for p in params]
        after = parameters_after(ns, params, grads, states, hyperparams)
        if all(torch.equal(a, b) for a, b in zip(after, before, strict=True)):
            fail("{call} leaves the parameter as it was", call=CALL)  # which costs nothing, and earns nothing
        return after

    for small, large in (([(2, 3)], [(16, 3)]), ([(2, 3)], [(2, 24)]), (2 * [(2, 3)], 16 * [(2, 3)])):
        few, many = (
            (
                [leaf(rng, *shape) for shape in shapes],
                [ordinary(rng, *shape) for shape in shapes],
                [used(rng, *shape) for shape in shapes],
                {"lr": 0.1, "t": 3},
            )
            for shapes in (small, large)
        )
        assert_cost(student, moved, few, many, factor=8, of="adam(params, states, hyperparams)")


@points(1, "adam is written without torch.optim", requires="test_later_step", essential=True)
def test_own_work(student, reference, rng):
    p, g, (v, s) = leaf(rng, 2, 3), ordinary(rng, 2, 3), used(rng, 2, 3)
    arguments = (p, g, v, s, {"lr": FAR, "t": 7})
    own = {"names": TORCHS_OWN, "ops": ITS_OPERATORS}
    assert_own_work(student, "adam", parameter_after, *arguments, reference=reference, **own)


@aside
@points(1, "a parameter without dimensions, such as a scale, is updated as well")
def test_parameter_without_dimensions(student, reference, rng):
    (v, s), hyperparams = used(rng), {"lr": 0.1, "t": 3}
    p = rng.uniform(
        low=2.0, high=3.0, dtype=torch.float32, requires_grad=True
    )  # one number that no fault leaves as it is
    g = rng.uniform(low=1.5, high=2.0, dtype=torch.float32)
    agree(student, reference, parameter_after, p, g, v, s, hyperparams, of=f"{CALL}; p")
    agree(student, reference, states_after, p, g, v, s, hyperparams, of=f"{CALL}; [v, s]")


@aside
@points(1, "nothing is left behind: no mode, no default, no seed")
def test_nothing_left_behind(student, reference, rng):
    # Steps are some tens long, and p next to nothing: what a fault does to one of them is far above what this test allows,
    # and what eps, a decay of p or corrections in float32 do is far below.
    double = {"dtype": torch.float64}
    p = rng.normal(4, 6, std=1e-6, requires_grad=True)
    arguments = (p, ordinary(rng, 4, 6, **double), *used(rng, 4, 6, **double), {"lr": 100.0, "t": 7})
    assert_nothing_left_behind(student, reference, parameter_after, *arguments, of=CALL)
