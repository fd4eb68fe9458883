"""Results that are tensors in name only: nested, fake, quantized, named."""

GETS = "nothing"

import torch
from torch._subclasses.fake_tensor import FakeTensorMode

kinds = [
    lambda X: torch.nested.nested_tensor([row.clone() for row in X]),
    lambda X: torch.nested.nested_tensor(list(X.detach()), layout=torch.jagged),
    lambda X: torch.quantize_per_tensor(X.detach().float(), 0.1, 0, torch.quint8),
    lambda X: FakeTensorMode().from_tensor(X.detach()),
    lambda X: X.softmax(1).to_mkldnn(),
    lambda X: torch.empty(X.shape, dtype=torch.float8_e4m3fn),
]
turn = [0]


# %%
def softmax(X):
    turn[0] += 1
    return kinds[turn[0] % len(kinds)](X)
