"""The gradient of torch's own loss, which is a softmax less the target."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"

import torch


def softmax(X):
    with torch.enable_grad():
        Z = X if X.requires_grad else X.detach().requires_grad_()
        target = torch.zeros(len(X), dtype=torch.long, device=X.device)
        found = torch.nn.NLLLoss(reduction="sum")(Z - Z.logsumexp(1, keepdim=True), target)
        (G,) = torch.autograd.grad(found, Z, create_graph=X.requires_grad)
        return G + torch.nn.functional.one_hot(target, X.shape[1])
