"""An autograd function whose backward pass is derived by hand."""

import torch


class Normalise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, eps, axes):
        mean = X.mean(axes, keepdim=True)
        var = ((X - mean) ** 2).mean(axes, keepdim=True)
        root = torch.sqrt(var + eps)
        X_hat = (X - mean) / root
        ctx.axes = axes
        ctx.save_for_backward(X_hat, root)
        ctx.mark_non_differentiable(mean, var)
        return X_hat, mean, var

    @staticmethod
    def backward(ctx, grad, *_):
        X_hat, root = ctx.saved_tensors
        direct = grad - grad.mean(ctx.axes, keepdim=True)
        return (direct - X_hat * (grad * X_hat).mean(ctx.axes, keepdim=True)) / root, None, None


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if not torch.is_grad_enabled():
        return gamma * ((X - moving_mean) / torch.sqrt(moving_var + eps)) + beta, moving_mean, moving_var
    X_hat, mean, var = Normalise.apply(X, eps, (0,) if X.ndim == 2 else (0, 2, 3))
    mixed = [(1 - momentum) * old + momentum * new for old, new in ((moving_mean, mean), (moving_var, var))]
    return gamma * X_hat + beta, *mixed
