"""What a learner can run: the picture's example, and a sentence that ends early."""

import torch

from autograder.checks import assert_equal, inside, points


@inside
def picture(beam_search, beam_size, max_steps, alpha):
    """Tokens: 0 <bos>, 1 <eos>, 2 A, 3 B, 4 C; the end follows the second word for sure."""
    no = 1e-12
    first = [no, no, 0.5, 0.4, 0.1]
    after = {2: [no, no, 0.3, 0.4, 0.3], 3: [no, no, 0.9, 0.05, 0.05], 4: [no, no, 0.4, 0.3, 0.3]}

    def step(tokens):
        if len(tokens) == 1:
            return torch.tensor(first).log()
        return torch.tensor(after[int(tokens[-1])] if len(tokens) == 2 else [no, 1.0, no, no, no]).log()

    return [int(token) for token in beam_search(step, 0, 1, beam_size, max_steps, alpha)]


@inside
def early(beam_search, alpha):
    """Three tokens: 0 <bos>, 1 <eos>, 2 A. The end at once has 0.4, else A A A A with 0.6 * 0.8 * 0.8 * 0.8, then the end."""

    def step(tokens):
        now = {1: [1e-12, 0.4, 0.6], 5: [1e-12, 1.0, 1e-12]}.get(len(tokens), [0.1, 0.1, 0.8])
        return torch.tensor(now).log()

    return [int(token) for token in beam_search(step, 0, 1, 4, 6, alpha)]


@points(1, "a beam of one is greedy")
def test_greedy(student):
    assert_equal(
        picture(student, student.beam_search, 1, 5, 0.0), [0, 2, 3, 1], of="beam_search(step, 0, 1, 1, 5, 0.0)"
    )


@points(2, "a beam of two finds the better path of the picture")
def test_picture(student):
    assert_equal(
        picture(student, student.beam_search, 2, 5, 0.0), [0, 3, 2, 1], of="beam_search(step, 0, 1, 2, 5, 0.0)"
    )


@points(1, "a sentence that ends at once competes with longer ones")
def test_early_end(student):
    of = "where the end at once has 0.4, and A A A A <eos> 0.6 * 0.8 * 0.8 * 0.8 = 0.31, with a beam of 4 and alpha {}"
    assert_equal(early(student, student.beam_search, 0.0), [0, 1], of=of.format(0))
    assert_equal(early(student, student.beam_search, 1.0), [0, 2, 2, 2, 2, 1], of=of.format(1))
