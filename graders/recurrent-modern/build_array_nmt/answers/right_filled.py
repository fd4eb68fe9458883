"""A tensor of filling into which the lines are written; lengths beside it."""

import torch


def build_array_nmt(lines, vocab, num_steps):
    array = torch.full((len(lines), num_steps), vocab["<pad>"])
    lengths = torch.zeros(len(lines), dtype=torch.int32)
    for row, line in enumerate(lines):
        for column, token in enumerate((*line, "<eos>")):
            if column == num_steps:
                break
            array[row, column] = vocab[token]
            lengths[row] += 1
    return array, lengths
