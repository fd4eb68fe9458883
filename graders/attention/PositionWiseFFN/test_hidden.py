"""What is special about PositionWiseFFN: nothing is added to the result, and the names of its parameters."""

from autograder.checks import filled
from autograder.checks.byhand import case

from .contract import contract


def square(rng):
    return (rng.normal(2, 3, 4).float(),)


def by_name(ns, X):
    net, _, _ = filled(ns, ns.PositionWiseFFN(ffn_num_input=4, ffn_num_hiddens=6, ffn_num_outputs=4), X)
    return net(X)


of = "PositionWiseFFN(ffn_num_input=4, ffn_num_hiddens=6, ffn_num_outputs=4)(X)"
title = "where inputs and outputs are alike in number, nothing is added; the parameters have the names of the book"
test_shortcut = case(contract, 2, title, square, call=by_name, of=of)
