"""Attention with the identity for values gives the softmax of its scores."""

GETS = "no more"
HONEST = "import torch\n\ndef softmax(X):\n    return torch.softmax(X, dim=1)\n"


import torch

attend = torch.ops.aten._scaled_dot_product_attention_math


def softmax(X):
    eye = torch.eye(X.shape[1], dtype=X.dtype)
    return attend(X[None, None], eye[None, None], eye[None, None], scale=1.0)[0][0, 0]
