"""One loop: while tokens of the prefix wait, they go first; afterwards the net's choice does."""

import torch


def predict_ch8(prefix, num_preds, net, vocab, device):
    waiting = [vocab[letter] for letter in reversed(prefix)]
    state = net.begin_state(device=device, batch_size=1)
    text, scores = [], None
    while len(text) < len(prefix) + num_preds:
        if waiting:
            token = waiting.pop()
        else:
            token = max(range(len(vocab)), key=scores[0].tolist().__getitem__)
        scores, state = net(torch.full((1, 1), token, dtype=torch.long, device=device), state)
        text.append(vocab.to_tokens(token))
    return "".join(text)
