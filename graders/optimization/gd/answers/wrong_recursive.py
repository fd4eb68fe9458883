"""The way from the second place on is a way, too: a call inside a call for each step."""

HINT = "The function calls itself once for each step. Python stops at about a thousand calls inside each other, so longer ways raise a RecursionError. Take the steps in a loop."
MUST_FAIL = "test_hidden::test_many_steps"


def gd(x, f_grad, eta, num_steps):
    if num_steps == 0:
        return [x]
    return [x] + gd(x - eta * f_grad(x), f_grad, eta, num_steps - 1)
