"""What the tests of an exercise are written with."""

from autograder.checks.agreement import (
    agree,
    assert_gradcheck,
    assert_raises,
    assert_unmodified,
    gradients,
)
from autograder.checks.aside import aside
from autograder.checks.compare import (
    assert_close,
    assert_device,
    assert_dtype,
    assert_equal,
    assert_finite,
    assert_shape,
    assert_tensor,
)
from autograder.checks.cost import assert_cost
from autograder.checks.failure import CheckFailed, fail
from autograder.checks.generators import taken
from autograder.checks.inside import inside
from autograder.checks.leftbehind import assert_nothing_left_behind
from autograder.checks.modules import filled
from autograder.checks.onepass import assert_one_pass
from autograder.checks.ownwork import assert_own_work
from autograder.checks.weights import points
from autograder.devices.present import devices_present
from autograder.remote.inplace import inplace
from autograder.remote.student import traced, unseeded

__all__ = [
    "CheckFailed",
    "agree",
    "aside",
    "assert_close",
    "assert_cost",
    "assert_device",
    "assert_dtype",
    "assert_equal",
    "assert_finite",
    "assert_gradcheck",
    "assert_nothing_left_behind",
    "assert_one_pass",
    "assert_own_work",
    "assert_raises",
    "assert_shape",
    "assert_tensor",
    "assert_unmodified",
    "devices_present",
    "fail",
    "filled",
    "gradients",
    "inplace",
    "inside",
    "points",
    "taken",
    "traced",
    "unseeded",
]
