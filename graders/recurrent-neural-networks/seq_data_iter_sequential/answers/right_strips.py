"""Strips as lists that are a multiple of num_steps long, so that nothing is left over at their ends."""

import random

import torch


def seq_data_iter_sequential(corpus, batch_size, num_steps):
    first = random.choice(range(num_steps + 1))
    count = (len(corpus) - first - 1) // batch_size // num_steps
    starts = [first + row * count * num_steps for row in range(batch_size)]
    for k in range(count):
        cut = [corpus[s + k * num_steps : s + (k + 1) * num_steps + 1] for s in starts]
        rows = torch.tensor(cut)
        yield rows[:, :-1], rows[:, 1:]
