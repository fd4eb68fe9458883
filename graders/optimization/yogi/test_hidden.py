"""What is special about yogi: the gradients afterwards, what is carried from step to step, and t."""

from autograder.checks import assert_equal, points

from .contract import OPTIMISER, contract

test_gradients_are_zeroed = OPTIMISER.zeroed(contract)
test_three_steps = OPTIMISER.in_a_row(contract)
test_parameters_go_on_learning = OPTIMISER.learning_on(contract)


@points(
    3,
    "t is advanced by one, however many parameters there are, and what was given stays",
    requires_one_of=contract.basis,
)
def test_t(student, rng):
    for count, t, given in ((1, 1, True), (3, 5, True), (2, 4, False)):
        params, grads, states, _ = contract.drawn(rng, count=count)
        hyperparams = {"lr": 0.1, "t": t, "beta1": 0.8, "beta2": 0.99, "eps": 0.01}
        due = {**hyperparams, "t": t + 1}
        for param, grad in zip(params, grads, strict=True):
            param.requires_grad_().grad = grad if given else None
        OPTIMISER.step(student, params, states, hyperparams)
        for name, value in due.items():
            lacking = "" if given else ", none of which has a gradient"
            of = f'after 1 step with {count} parameters{lacking}, starting from t = {t}, hyperparams["{name}"]'
            assert_equal(hyperparams.get(name), value, of=of)
