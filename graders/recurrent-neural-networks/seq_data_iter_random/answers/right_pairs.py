"""A sample of (X, Y) rows, put into minibatches by zip; Y is cut from a corpus that begins one token later."""

import random

import torch


def seq_data_iter_random(corpus, batch_size, num_steps):
    offset = int(random.random() * num_steps)
    here, ahead = corpus[offset:-1], corpus[offset + 1 :]
    pairs = [
        (here[i : i + num_steps], ahead[i : i + num_steps]) for i in range(0, len(here) - num_steps + 1, num_steps)
    ]
    pairs = iter(random.sample(pairs, len(pairs)))
    for rows in zip(*[pairs] * batch_size):
        X, Y = zip(*rows)
        yield torch.stack([torch.as_tensor(x) for x in X]), torch.stack([torch.as_tensor(y) for y in Y])
