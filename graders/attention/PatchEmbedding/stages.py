"""Where an embedding first differs: what a patch is made of, the order of the patches, their number, the numbers.

Hidden: it would tell how the parts are told apart. What a result depends on is seen by changing one patch of the image after the other.
"""

import torch

from autograder.checks import inside

from .numbers import as_convolution

SIDE, PATCH, CHANNELS, HIDDENS = 6, 2, 3, 5
COUNT = (SIDE // PATCH) ** 2
SHAPE = f"the shape of the result: an image of {SIDE} x {SIDE} pixels has {COUNT} patches of {PATCH} x {PATCH}, so that (B, {COUNT}, {HIDDENS}) is due"
SEPARATE = "which pixels a patch is made of: a change of a single patch of the image should change a single vector of the result"
ORDER = "the order of the patches: each of them becomes one vector, but not at its place in the order row by row"
AFFINE = "what becomes of the pixels of a patch: twice the change of a pixel is not twice the change of the vector"


@inside
def changed(PatchEmbedding):
    """Results for an image of random numbers, then with each patch changed, then with the first patch changed twice as much."""
    net = as_convolution(PatchEmbedding, 6, 2, 5, 3)
    images = torch.randn(1, 3, 6, 6).repeat(11, 1, 1, 1)
    for patch in range(9):
        top, left = 2 * (patch // 3), 2 * (patch % 3)
        images[1 + patch, :, top : top + 2, left : left + 2] += 1
    images[10, :, :2, :2] += 2
    return net.eval()(images).detach()


def place(student, reference):
    """The first part that differs, None when all agree."""
    result = changed(student, student.PatchEmbedding).cpu().double()
    if result.shape != (COUNT + 2, COUNT, HIDDENS):
        return SHAPE
    change = result - result[0]
    moved = change.abs().amax(dim=2)[1 : COUNT + 1] > 1e-5
    if not (moved.sum(dim=0) == 1).all() or not (moved.sum(dim=1) == 1).all():
        return SEPARATE
    if not torch.equal(moved, torch.eye(COUNT, dtype=torch.bool)):
        return ORDER
    return None if torch.allclose(change[COUNT + 1, 0], 2 * change[1, 0], atol=1e-4) else AFFINE
