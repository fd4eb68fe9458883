"""The whole prefix in one call, whose last output is the first choice."""

import torch


@torch.no_grad()
def predict_ch8(prefix, num_preds, net, vocab, device):
    X = torch.tensor([vocab[list(prefix)]], device=device)
    state, written = net.begin_state(1, device), prefix
    for _ in range(num_preds):
        Y, state = net(X, state)
        X = Y[-1].argmax().reshape(1, 1)
        written += vocab.to_tokens(X.item())
    return written
