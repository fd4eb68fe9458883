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
    """Results for images of random numbers (axis 1), then with each patch changed, then with each changed twice as much (axis 0).

    Several images: in one, whatever is below nought after a change as before it would not show behind a relu.
    """
    net = as_convolution(PatchEmbedding, 6, 2, 5, 3)
    images = torch.randn(8, 3, 6, 6).repeat(19, 1, 1, 1, 1)
    for patch in range(9):
        top, left = 2 * (patch // 3), 2 * (patch % 3)
        images[1 + patch, :, :, top : top + 2, left : left + 2] += 1
        images[10 + patch, :, :, top : top + 2, left : left + 2] += 2
    return net.eval()(images.flatten(0, 1)).detach()


def place(student, reference):
    """The first part that differs, None when all agree."""
    result = changed(student, student.PatchEmbedding).cpu().double()
    if result.dim() != 3 or result.shape[1:] != (COUNT, HIDDENS):
        return SHAPE
    result = result.unflatten(0, (1 + 2 * COUNT, -1))
    once, twice = (result[1:] - result[0]).split(COUNT)
    moved = once.abs().amax(dim=(1, 3)) > 1e-5
    if not (moved.sum(dim=0) == 1).all() or not (moved.sum(dim=1) == 1).all():
        return SEPARATE
    if not torch.equal(moved, torch.eye(COUNT, dtype=torch.bool)):
        return ORDER
    return None if torch.allclose(twice, 2 * once, atol=1e-4) else AFFINE
