"""What a learner can run: the worked example, one thing at a time."""

from autograder.checks import assert_equal, points

TEXT = "to be or not to be".split()


@points(2, "the worked example has the numbers of the text")
def test_example(student):
    vocab = student.Vocab(TEXT)
    assert_equal([vocab[token] for token in TEXT], [1, 2, 3, 4, 1, 2], of="[vocab[token] for token in tokens]")
    assert_equal([len(vocab), vocab["question"]], [5, 0], of='[len(vocab), vocab["question"]]')


@points(1, "lists become lists, in both directions")
def test_lists(student):
    vocab = student.Vocab(TEXT)
    assert_equal(vocab[["or", "question"]], [3, 0], of='vocab[["or", "question"]]')
    assert_equal(vocab.to_tokens([[4], [1, 2]]), [["not"], ["to", "be"]], of="vocab.to_tokens([[4], [1, 2]])")


@points(1, "rare tokens have no number, reserved ones come first", requires="test_example")
def test_options(student):
    vocab = student.Vocab(TEXT, min_freq=2, reserved_tokens=["<pad>"])
    assert_equal(
        [vocab.to_tokens(i) for i in range(4)],
        ["<unk>", "<pad>", "to", "be"],
        of="[vocab.to_tokens(i) for i in range(4)]",
    )
    assert_equal(vocab.token_freqs, [("to", 2), ("be", 2), ("or", 1), ("not", 1)], of="vocab.token_freqs")
