"""The reference of adam against torch's own, and the facts that its grader rests on."""

from pathlib import Path

import nbformat
import pytest
import torch
from placing import by_name, places, reference, sibling, student

from autograder.grading.reference import run_answer
from autograder.notebook.cells import reference_source

stages = sibling("adam", "stages")
ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "solutions" / "optimization" / "adam.ipynb"


@pytest.fixture(scope="module")
def adam():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return run_answer("adam", reference_source(notebook)).namespace["adam"]


def normal(*shape, seed, dtype=torch.float64):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64).to(dtype)


def path(adam, hyperparams, *, scale=1.0, dtype=torch.float64, steps=6):
    """Where the reference and torch's own come to, with the same gradients: two pairs of parameters."""
    mine = [normal(3, 2, seed=1, dtype=dtype).requires_grad_(), normal(4, seed=2, dtype=dtype).requires_grad_()]
    torchs = [p.detach().clone().requires_grad_() for p in mine]
    states = [(torch.zeros_like(p).detach(), torch.zeros_like(p).detach()) for p in mine]
    hyperparams = {"lr": 0.1, "t": 1, **hyperparams}
    betas = hyperparams.get("beta1", 0.9), hyperparams.get("beta2", 0.999)
    optimiser = torch.optim.Adam(torchs, lr=0.1, betas=betas, eps=hyperparams.get("eps", 1e-6))
    for step in range(steps):
        for number, (p, q) in enumerate(zip(mine, torchs, strict=True)):
            p.grad = scale * normal(*p.shape, seed=10 * step + number, dtype=dtype)
            q.grad = p.grad.clone()
        adam(mine, states, hyperparams)
        optimiser.step()
    return mine, torchs, states, [optimiser.state[q] for q in torchs], hyperparams


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("scale", [1.0, 1e-6, 1e4])
@pytest.mark.parametrize("given", [{}, {"beta1": 0.5, "beta2": 0.9, "eps": 1e-3}, {"beta1": 0.0}])
def test_the_reference_agrees_with_torch_over_several_steps(adam, given, scale, dtype):
    mine, torchs, states, torchs_states, hyperparams = path(adam, given, scale=scale, dtype=dtype)
    torch.testing.assert_close(mine, torchs)
    for (v, s), state in zip(states, torchs_states, strict=True):
        torch.testing.assert_close(v, state["exp_avg"])
        torch.testing.assert_close(s, state["exp_avg_sq"])
    assert hyperparams["t"] == 7


def test_parameters_stay_leaves_and_their_gradients_are_zero(adam):
    mine, *_ = path(adam, {}, steps=1)
    assert all(p.is_leaf and p.requires_grad for p in mine)
    assert all(p.grad.count_nonzero() == 0 for p in mine)


def test_only_a_second_step_tells_a_correction_that_ignores_t(adam):
    def corrected_as_at_first(params, states, hyperparams):
        t, hyperparams["t"] = hyperparams["t"], 1
        adam(params, states, hyperparams)
        hyperparams["t"] = t + 1

    for steps, same in ((1, True), (2, False)):
        ends = [path(step, {}, steps=steps)[0][0] for step in (adam, corrected_as_at_first)]
        assert torch.equal(*ends) is same


@pytest.mark.parametrize(("scale", "visible"), [(1.0, False), (1e-6, True)])
def test_only_tiny_gradients_tell_the_value_of_eps_in_float32(adam, scale, visible):
    ends = [path(adam, {"eps": eps}, scale=scale, dtype=torch.float32, steps=1)[0][0] for eps in (1e-6, 1e-8)]
    assert (not torch.allclose(*ends, rtol=2e-5)) is visible


DECAYS = "which depends on the value of the parameter: weight decay (AdamW, or an L2 penalty) is no part of Adam"
PLACES = {
    f"optimiser step 1: the first moment v of params[0], {DECAYS}": "l2_in_gradient",
    f"optimiser step 1: the update of params[0], {DECAYS}": "weight_decay",
    "optimiser step 1: the first moment v of params[0]": """betas_swapped betas_weigh_the_new corrected_in_place
        gradients_clipped gradients_zeroed_first states_rebound states_swapped states_swapped_without_abs undamped_momentum""",
    "optimiser step 1: the first moment v of params[1]": "first_parameter_only",
    "optimiser step 1: the second moment s of params[0]": "gradient_not_squared no_square square_of_average",
    "optimiser step 1: the update of params[0], although its v and s agree": """ascent corrections_swapped no_correction
        no_root parameter_before_states parameters_rebound t_counted_from_zero""",
    "optimiser step 1: the update of params[1], although its v and s agree": "t_per_parameter",
    "optimiser step 1: the update of params[0], in what it makes of its v": "nesterov v_not_corrected",
    "optimiser step 1: the update of params[0], in what it makes of its s": "root_corrected s_not_corrected",
    "optimiser step 1: the gradient of params[0], afterwards": "gradients_kept last_gradient_zeroed",
    'optimiser step 1: hyperparams["t"], afterwards': "t_not_advanced",
    "optimiser step 2: the update of params[0], although its v and s agree (step 1 agrees)": (
        "always_first_step product_in_correction"
    ),
    "optimiser step 2: the update of params[0], in what it makes of its v (step 1 agrees)": "gradient_in_place_of_v",
}
FORGETS_S_OF_THE_SECOND = """
import torch

def adam(params, states, hyperparams):
    lr, t = hyperparams["lr"], hyperparams["t"]
    with torch.no_grad():
        for i, (p, (v, s)) in enumerate(zip(params, states)):
            if i == 1 and t == 3:
                s.zero_()
            v[:] = 0.9 * v + 0.1 * p.grad
            s[:] = 0.999 * s + 0.001 * p.grad**2
            p -= lr * v / (1 - 0.9**t) / (torch.sqrt(s / (1 - 0.999**t)) + 1e-6)
            p.grad.zero_()
    hyperparams["t"] += 1
"""


def test_the_first_place_that_differs_is_the_true_one_for_every_known_answer_and_none_for_the_others():
    assert places("adam", "optimization/adam", stages.place) == by_name(PLACES)


def test_a_later_step_is_named_with_what_goes_wrong_in_it():
    found = stages.place(student(FORGETS_S_OF_THE_SECOND), reference("optimization/adam"))
    assert found == "optimiser step 3: the second moment s of params[1] (steps 1 and 2 agree)"
