"""torch draws the offset and cuts the matrix by split; both tensors are views of one."""

import torch


def seq_data_iter_sequential(corpus, batch_size, num_steps):
    tokens = torch.as_tensor(corpus, dtype=torch.int32)[int(torch.randint(0, num_steps + 1, (1,))) :]
    length = max(tokens.numel() - 1, 0) // batch_size
    Xs, Ys = (tokens[k : k + batch_size * length].view(batch_size, length) for k in (0, 1))
    for X, Y in zip(Xs.split(num_steps, 1), Ys.split(num_steps, 1)):
        if X.shape[1] == num_steps:
            yield X, Y
