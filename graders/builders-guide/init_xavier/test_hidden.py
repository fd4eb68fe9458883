"""What is special about init_xavier: what it leaves alone, and what stays of what it changes."""

from .contract import INITIALISER, contract

test_others = INITIALISER.others(contract)
test_no_bias = INITIALISER.without_bias(contract)
test_anywhere = INITIALISER.anywhere(contract)
test_kept = INITIALISER.kept(contract)
test_fresh = INITIALISER.fresh(contract)
test_global_generator = INITIALISER.global_generator(contract)
