"""Tensors of a class of its own, which say of their shape, their elements and their memory what they like."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.ones(1)\n"


import torch

HUGE = 1 << 60


class Liar(torch.Tensor):
    shape = property(lambda self: torch.Size([HUGE, 2]))
    dtype = property(lambda self: torch.float64)
    requires_grad = property(lambda self: True)
    grad_fn = property(lambda self: self)
    next_functions = property(lambda self: ((self, 0),) * 1000)

    def numel(self):
        return HUGE

    def element_size(self):
        return HUGE

    def stride(self, *args):
        return (0, 0)

    def size(self, *args):
        return self.shape

    def __len__(self):
        return HUGE

    def __iter__(self):
        while True:
            yield self

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return Liar(2)


def softmax(X):
    return Liar(2)
