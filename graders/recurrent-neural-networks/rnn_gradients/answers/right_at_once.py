"""The gradients of all states first, then three products for all steps together, by einsum."""

import torch


def rnn_gradients(Xs, H_0, W_x, W_h, cotangents):
    before = [H_0]
    for t in range(Xs.shape[0] - 1):
        before.append(torch.einsum("nd,dh->nh", Xs[t], W_x) + torch.einsum("nh,hk->nk", before[t], W_h))
    G = [cotangents[-1]]
    for c in cotangents[:-1].flip(0):
        G.insert(0, torch.einsum("nk,hk->nh", G[0], W_h) + c)
    G = torch.stack(G)
    return [
        torch.einsum("tnh,dh->tnd", G, W_x),
        G[0] @ W_h.mT,
        torch.einsum("tnd,tnh->dh", Xs, G),
        torch.einsum("tnk,tnh->kh", torch.stack(before), G),
    ]
