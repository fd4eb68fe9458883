"""The numbers of a layer on patches: a convolution has them, a linear layer on the pixels of a patch in some order, a matrix of one's own.

Which number stands for which pixel is found out by trying, so that all of them get the same numbers.
"""

import torch
from torch import nn

from autograder.checks import inside


@inside
def pair(size):
    """(height, width) of a number, or of both."""
    return (size, size) if isinstance(size, int) else tuple(size)


@inside
def as_convolution(PatchEmbedding, img_size, patch_size, num_hiddens, channels):
    """The module, with a convolution as the place of its numbers, wherever it keeps them itself."""
    net = PatchEmbedding(img_size, patch_size, num_hiddens)
    (height, width), patch = pair(img_size), pair(patch_size)
    pixels = channels * patch[0] * patch[1]
    # The first image is empty; each of the others has one pixel of the first patch.
    images = torch.zeros(pixels + 1, channels, height, width)
    images[1:, :, : patch[0], : patch[1]] = torch.eye(pixels).reshape(pixels, channels, *patch)
    training = net.training
    net.eval()
    with torch.no_grad():
        net(images)  # lazy parts make their numbers
        parameters = list(net.parameters())
        count = sum(parameter.numel() for parameter in parameters)
        codes = torch.arange(1, count + 1).split([parameter.numel() for parameter in parameters])
        for parameter, code in zip(parameters, codes, strict=True):
            parameter.copy_(code.reshape(parameter.shape))
        result = net(images)
    net.train(training)
    places = places_of(result, parameters, codes, num_hiddens, pixels)
    has_bias = any(int(place.max()) >= num_hiddens * pixels for place in places.values())
    layer = nn.Conv2d(channels, num_hiddens, patch, bias=has_bias)

    class Told(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = net
            if places:
                self.layer = layer
            for number, place in places.items():
                self.register_buffer(f"place{number}", place, persistent=False)

        def forward(self, X):
            return self.net(X)

        def numbers(self, place):
            every = self.layer.weight.flatten()
            if self.layer.bias is not None:
                every = torch.cat([every, self.layer.bias])
            return every[self.get_buffer(place)]

    told = Told()
    for part in list(net.modules()):
        for name, parameter in list(part._parameters.items()):
            number = next((n for n, other in enumerate(parameters) if other is parameter), None)
            if number in places:
                del part._parameters[name]
                read = property(lambda self, place=f"place{number}": told.numbers(place))
                part.__class__ = type(
                    type(part).__name__, (type(part),), {name: read, "__module__": type(part).__module__}
                )
    return told


@inside
def places_of(result, parameters, codes, num_hiddens, pixels):
    """{number of a parameter: for each of its elements, its place in a convolution's weight and, behind it, bias}."""
    count, size = sum(len(code) for code in codes), num_hiddens * pixels
    if isinstance(result, torch.Tensor) and result.dim() == 3 and result.shape[::2] == (pixels + 1, num_hiddens):
        bias = result[0, 0].double()
        weight = result[1:, 0].double() - bias
        found = weight.T.flatten()
        if bias.any():
            found = torch.cat([found, bias])
        known = found.long() - 1
        if (
            (found == found.round()).all()
            and known.min() >= 0
            and known.max() < count
            and len(known.unique()) == len(known)
        ):
            places = torch.full((count,), -1)
            places[known] = torch.arange(len(known))
            each = dict(enumerate(places.split([len(code) for code in codes])))
            return {
                number: place.reshape(parameters[number].shape) for number, place in each.items() if (place >= 0).all()
            }
    # What the first patch becomes does not tell: by their shapes, as a convolution has them.
    each = {}
    for number, parameter in enumerate(parameters):
        if parameter.numel() == size and parameter.shape[0] == num_hiddens:
            each[number] = torch.arange(size).reshape(parameter.shape)
        elif parameter.numel() == num_hiddens:
            each[number] = size + torch.arange(num_hiddens).reshape(parameter.shape)
    return each if sorted(place.numel() for place in each.values()) in ([size], sorted((num_hiddens, size))) else {}
