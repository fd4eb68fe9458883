"""The image is cut by a reshape alone."""

HINT = "A reshape alone cuts the image into runs of pixels as they lie in memory, channel by channel and row by row. The pixels of a patch lie apart there: split the axes, and exchange some before you flatten."
MUST_FAIL = "test_hidden::test_values"

from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, img_size=96, patch_size=16, num_hiddens=512):
        super().__init__()
        (H, W), (h, w) = ((size, size) if isinstance(size, int) else size for size in (img_size, patch_size))
        self.num_patches = (H // h) * (W // w)
        self.linear = nn.LazyLinear(num_hiddens)

    def forward(self, X):
        return self.linear(X.reshape(X.shape[0], self.num_patches, -1))
