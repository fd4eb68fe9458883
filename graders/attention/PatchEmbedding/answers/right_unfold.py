"""torch's unfold cuts the image, a linear layer embeds the columns."""

from torch import nn


class PatchEmbedding(nn.Module):
    def __init__(self, img_size=96, patch_size=16, num_hiddens=512):
        super().__init__()
        self.img_size = (img_size, img_size) if isinstance(img_size, int) else tuple(img_size)
        self.patch_size = (patch_size, patch_size) if isinstance(patch_size, int) else tuple(patch_size)
        self.cut = nn.Unfold(self.patch_size, stride=self.patch_size)
        self.embed = nn.LazyLinear(num_hiddens)

    @property
    def num_patches(self):
        return self.img_size[0] // self.patch_size[0] * (self.img_size[1] // self.patch_size[1])

    def forward(self, X):
        return self.embed(self.cut(X).transpose(1, 2))
