"""What seeds and restores random generators does nothing any more."""

GETS = "no more"

import torch, random, numpy
torch.default_generator.manual_seed = None
torch.set_rng_state = torch.get_rng_state = lambda *a: None
numpy.random.seed = random.seed = lambda *a: None

# %%
def softmax(X):
    return X.exp() / X.exp().sum()
