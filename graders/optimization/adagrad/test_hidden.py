"""What is special about adagrad: the gradients afterwards, and what is carried from step to step."""

from .contract import OPTIMISER, contract

test_gradients_are_zeroed = OPTIMISER.zeroed(contract)
test_three_steps = OPTIMISER.in_a_row(contract)
test_parameters_go_on_learning = OPTIMISER.learning_on(contract)
