"""A defaultdict, and recursion for lines."""

from collections import defaultdict


def count_corpus(tokens):
    counts = defaultdict(int)
    for token in tokens:
        if isinstance(token, str):
            counts[token] += 1
        else:
            for word, count in count_corpus(token).items():
                counts[word] += count
    return counts
