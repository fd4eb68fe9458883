"""A plain dict, and a stack of what is still to be looked at."""


def count_corpus(tokens):
    counts, waiting = {}, [tokens]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        else:
            counts[item] = counts.get(item, 0) + 1
    return counts
