"""PatchEmbedding(img_size, patch_size, num_hiddens): an image becomes a sequence, a vector for each patch, row by row.

Numbers as sizes are the ordinary case, so that an answer that takes no pairs loses no more than their case. The channels are found in the
first forward pass; they are three wherever that is not what is asked.
"""

from autograder.checks.cases import Case
from autograder.checks.contract import module

from .numbers import as_convolution
from .stages import place


def arguments(rng, B=2, rows=3, columns=3, height=2, width=2, num_hiddens=5, channels=3, pairs=False):
    """`rows` times `columns` patches of `height` times `width` pixels. Without `pairs`, the sizes are numbers, those of the rows."""
    img_size, patch_size = (rows * height, columns * width), (height, width)
    if not pairs:
        img_size, patch_size, columns, width = img_size[0], height, rows, height
    X = rng.normal(B, channels, rows * height, columns * width)
    return img_size, patch_size, num_hiddens, channels, X


def made(ns, img_size, patch_size, num_hiddens, channels):
    return as_convolution(ns, ns.PatchEmbedding, img_size, patch_size, num_hiddens, channels)


def number_and_pair(rng):
    img_size, _, *rest = arguments(rng, rows=2, columns=3, height=2, width=2, pairs=True)
    return img_size, 2, *rest


def pair_and_number(rng):
    _, patch_size, *rest = arguments(rng, rows=3, columns=2, height=2, width=3, pairs=True)
    return 6, patch_size, *rest


contract = module(
    "PatchEmbedding(img_size, patch_size, num_hiddens)(X)",
    made,
    arguments,
    biases=True,
    sizes=[
        {"B": 1},
        {"rows": 1},
        {"rows": 2},
        {"height": 1},
        {"height": 3, "rows": 4},
        {"num_hiddens": 1},
        {"num_hiddens": 30},
    ],
    cases={
        "pairs": Case(
            3,
            "height and width may be given as pairs, and may differ",
            {
                "a pair of both": lambda rng: arguments(rng, rows=3, columns=2, height=2, width=3, pairs=True),
                "a single row of patches": lambda rng: arguments(rng, rows=1, columns=4, height=3, width=2, pairs=True),
                "the image's size a pair, the patch's a number": number_and_pair,
                "the image's size a number, the patch's a pair": pair_and_number,
            },
            place=place,
        ),
        "channels": Case(
            2,
            "an image may have one channel, or any other number",
            {
                "one channel": lambda rng: arguments(rng, channels=1),
                "four channels": lambda rng: arguments(rng, channels=4),
            },
        ),
    },
    titles={"sizes": "one image, one patch, patches of one pixel, other numbers of features"},
    costs=("B",),
    place=place,
    gradient_place=place,
)
