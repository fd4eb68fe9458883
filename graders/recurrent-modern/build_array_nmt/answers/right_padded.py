"""torch's pad_sequence, then cut; a mask for the lengths."""

import torch
from torch.nn.utils.rnn import pad_sequence


def build_array_nmt(lines, vocab, num_steps):
    rows = [torch.tensor([vocab[token] for token in line] + [vocab["<eos>"]]) for line in lines]
    rows.append(torch.zeros(num_steps, dtype=torch.int64))  # makes the result wide enough
    array = pad_sequence(rows, batch_first=True, padding_value=vocab["<pad>"])[:-1, :num_steps]
    return array, torch.tensor([min(len(row), num_steps) for row in rows[:-1]])
