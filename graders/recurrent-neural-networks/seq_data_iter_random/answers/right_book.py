"""In the book's way: the corpus is cut at the offset, and the places count from there."""

import random

import torch


def seq_data_iter_random(corpus, batch_size, num_steps):
    corpus = corpus[random.randint(0, num_steps - 1) :]
    num_subseqs = (len(corpus) - 1) // num_steps
    initial_indices = list(range(0, num_subseqs * num_steps, num_steps))
    random.shuffle(initial_indices)

    def data(pos):
        return corpus[pos : pos + num_steps]

    num_batches = num_subseqs // batch_size
    for i in range(0, batch_size * num_batches, batch_size):
        indices = initial_indices[i : i + batch_size]
        yield torch.tensor([data(j) for j in indices]), torch.tensor([data(j + 1) for j in indices])
