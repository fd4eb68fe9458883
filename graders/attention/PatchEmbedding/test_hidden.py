"""What is special about PatchEmbedding: how many patches there are, and the names and defaults of its parameters."""

import torch

from autograder.checks import assert_equal, inside, points
from autograder.checks.byhand import case
from autograder.checks.modules import addresses

from .contract import contract


@inside
def counts(PatchEmbedding):
    """The number of patches of modules that have seen no image; what is no int by its type."""
    sizes = [(8, 2), (12, 12), ((6, 12), 3), (12, (3, 2)), ((12, 10), (3, 5)), ((4, 8), (4, 2))]
    found = [PatchEmbedding(img_size, patch_size, 5).num_patches for img_size, patch_size in sizes]
    return [number if isinstance(number, int) else f"a {type(number).__name__}" for number in found]


@points(2, "num_patches says how many patches there are, for numbers and for pairs")
def test_num_patches(student):
    assert_equal(counts(student, student.PatchEmbedding), [16, 1, 8, 24, 8, 4], of="num_patches of six modules")


@inside
def by_name(PatchEmbedding, X):
    """The shapes of what comes of parameters by name, and then of the defaults; numbers of patches with either."""
    named, usual = PatchEmbedding(num_hiddens=3, patch_size=4, img_size=8), PatchEmbedding()
    counts = [PatchEmbedding(patch_size=1).num_patches, PatchEmbedding(img_size=240).num_patches]
    named(torch.zeros(1, 3, 8, 8)), usual(torch.zeros(1, 3, 96, 96))  # lazy parts make their weights
    return [list(named.to(X.device)(X[..., :8, :8]).shape), list(usual.to(X.device)(X).shape), *counts]


test_names = case(
    contract,
    1,
    "the parameters have the names and the defaults of the book",
    lambda rng: (rng.normal(1, 3, 96, 96).float(),),
    call=lambda ns, X: by_name(ns, ns.PatchEmbedding, X),
    of="by_name(PatchEmbedding, X)",
)


@inside
def shared(PatchEmbedding, X):
    """How many parameters two modules have in common."""
    first, second = PatchEmbedding(6, 2, 5), PatchEmbedding(6, 2, 5)
    first(X.cpu()), second(X.cpu())
    return len(addresses(first) & addresses(second))


test_new = case(
    contract,
    1,
    "each module has parameters of its own",
    lambda rng: (rng.normal(1, 3, 6, 6).float(),),
    call=lambda ns, X: shared(ns, ns.PatchEmbedding, X),
    of="the number of parameters that two modules share",
    requires="test_values",
)
