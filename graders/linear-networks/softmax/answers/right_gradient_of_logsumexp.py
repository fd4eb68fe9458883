"""The gradient of logsumexp is softmax: found by autograd, with a graph of its own where one is asked for."""

import torch


def softmax(X):
    with torch.enable_grad():
        logits = X if X.requires_grad else X.detach().requires_grad_()
        (probabilities,) = torch.autograd.grad(logits.logsumexp(dim=1).sum(), logits, create_graph=X.requires_grad)
    return probabilities
