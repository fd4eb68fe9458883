"""The beginnings of the strips, and from each of them one stretch after the other."""

import random

import torch


def seq_data_iter_sequential(corpus, batch_size, num_steps):
    first = random.choice(range(num_steps + 1))
    length = (len(corpus) - first - 1) // batch_size
    starts = [first + row * length for row in range(batch_size)]
    for k in range(length // num_steps):
        cut = [corpus[s + k * num_steps : s + (k + 1) * num_steps + 1] for s in starts]
        rows = torch.tensor(cut)
        yield rows[:, :-1], rows[:, 1:]
