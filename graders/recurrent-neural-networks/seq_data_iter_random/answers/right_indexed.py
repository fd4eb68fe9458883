"""torch draws and gathers: a matrix of places for all stretches, shuffled by rows."""

import torch


def seq_data_iter_random(corpus, batch_size, num_steps):
    tokens = torch.tensor(corpus)
    offset = torch.randint(num_steps, ()).item()
    count = (len(corpus) - offset - 1) // num_steps
    if count < batch_size:
        return
    places = offset + torch.arange(count * num_steps).reshape(count, num_steps)
    order = torch.randperm(count)[: count // batch_size * batch_size]
    for rows in order.split(batch_size):
        yield tokens[places[rows]], tokens[places[rows] + 1]
