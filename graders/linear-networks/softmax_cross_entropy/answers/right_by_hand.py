"""A function of autograd with a backward pass by hand."""

import torch


class Loss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, y):
        E = torch.exp(logits - logits.max(1, keepdim=True)[0])
        ctx.save_for_backward(E / E.sum(1, keepdim=True), y)
        return E.sum(1).log() - (logits - logits.max(1, keepdim=True)[0])[range(len(y)), y]

    @staticmethod
    def backward(ctx, weights):
        probabilities, y = ctx.saved_tensors
        gradient = probabilities.clone()
        gradient[range(len(y)), y] -= 1
        return gradient * weights[:, None], None


def softmax_cross_entropy(logits, y):
    return Loss.apply(logits, y.flatten().long())
