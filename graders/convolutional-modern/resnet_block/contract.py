"""resnet_block(input_channels, num_channels, num_residuals, first_block=False): a stage of a residual network.

A list of blocks, as in the book, is as good as a module of them. A slip in the learner's own Residual is charged in its
exercise: about half of the points here are for the number, the sizes and the order of the blocks, whatever these compute, and
properties of the blocks are not asked again.
"""

from torch import nn

from autograder.checks import inside
from autograder.checks.contract import module

_ASKED = "Residual's own grader asks for it; to put blocks in a row changes nothing about it"


@inside
def stage(resnet_block, *args, **options):
    """Its blocks in a row."""
    made = resnet_block(*args, **options)
    whole = isinstance(made, nn.Module) and not isinstance(made, nn.ModuleList)
    return made if whole else nn.Sequential(*made)


def arguments(rng, n=2, input_channels=3, num_channels=4, num_residuals=2, first_block=False, height=6, width=5):
    if first_block:  # else the shapes do not fit
        num_channels = input_channels
    return input_channels, num_channels, num_residuals, first_block, rng.normal(n, input_channels, height, width)


contract = module(
    "resnet_block(input_channels, num_channels, num_residuals, first_block)(X)",
    lambda ns, input_channels, num_channels, num_residuals, first_block: stage(
        ns, ns.resnet_block, input_channels, num_channels, num_residuals, first_block
    ),
    arguments,
    biases=True,
    sizes=[
        {"first_block": True},
        {"first_block": True, "num_residuals": 1, "input_channels": 2},
        {"num_residuals": 1, "num_channels": 3},
        {"num_residuals": 3, "height": 9, "n": 1, "input_channels": 1},
    ],
    costs=("n", "height", "width"),
    weights={"values": 3, "gradients": 3, "modes": 1},
    titles={"sizes": "the first stage, one block or three, other channels and images"},
    without=dict.fromkeys(("half", "layouts", "device", "state"), _ASKED),
)
