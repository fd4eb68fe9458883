"""Axes are split, and flattened without an exchange of rows and columns."""

HINT = "The axes are split rightly, but not exchanged: what is flattened into one patch are pixels of several. Bring the numbers of the patch's row and column to the front, (B, rows, columns, c, height, width), before you flatten."
MUST_FAIL = "test_hidden::test_values"

from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, img_size=96, patch_size=16, num_hiddens=512):
        super().__init__()
        (H, W), (self.h, self.w) = ((size, size) if isinstance(size, int) else size for size in (img_size, patch_size))
        self.rows, self.columns = H // self.h, W // self.w
        self.num_patches = self.rows * self.columns
        self.linear = nn.LazyLinear(num_hiddens)

    def forward(self, X):
        B, c = X.shape[:2]
        X = X.reshape(B, c, self.rows, self.h, self.columns, self.w).permute(0, 2, 3, 4, 5, 1)
        return self.linear(X.reshape(B, self.num_patches, -1))
