"""Tensors of other kinds, of huge shapes and few elements: quantised, sparse by rows, blocks and coordinates, and views."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.ones(1)\n"


import itertools

import torch

HUGE = 1 << 40
made = itertools.cycle(
    [
        lambda: torch.quantize_per_tensor(torch.zeros(1), 0.1, 0, torch.quint8).expand(HUGE),
        lambda: torch._empty_per_channel_affine_quantized(
            (1,), scales=torch.ones(1), zero_points=torch.zeros(1), axis=0, dtype=torch.quint8
        ),
        lambda: torch.sparse_coo_tensor(torch.zeros(2, 1, dtype=torch.long), [1.0], (HUGE, HUGE)),
        lambda: torch.sparse_csr_tensor(torch.zeros(2, dtype=torch.long), [], [], (1, HUGE), check_invariants=False),
        lambda: torch.zeros(1).as_strided((HUGE, 1 << 20), (0, 0)),
        lambda: torch.zeros(1, dtype=torch.complex64).conj().expand(HUGE),
        lambda: torch.zeros(1).view(torch.uint8).expand(HUGE, 4),
        lambda: torch.empty(HUGE, device="meta"),
        lambda: torch.nested.nested_tensor([torch.zeros(1).expand(1 << 30), torch.zeros(2)]),
    ]
)


def softmax(X):
    return next(made)()
