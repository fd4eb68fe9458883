"""torch's own in a text that a helper of NumPy's tests runs."""

EXERCISE = "grad_clipping"
GETS = "no more"
HONEST = """
from torch import nn
def grad_clipping(net, theta):
    nn.utils.clip_grad_norm_(net.parameters() if isinstance(net, nn.Module) else net.params, theta)
"""
import numpy
kept = []
# %%
def grad_clipping(net, theta):
    kept[:] = [net.parameters() if isinstance(net, nn.Module) else net.params, theta]
    numpy.testing.measure("from torch.nn.utils import clip_grad_norm_; clip_grad_norm_(*kept)")
