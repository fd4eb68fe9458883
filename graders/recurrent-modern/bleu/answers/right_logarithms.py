"""A sum of logarithms; n-grams by zip; counting by list.count."""

from math import exp, log


def grams(words, n):
    return list(zip(*(words[i:] for i in range(n))))


def bleu(pred_seq, label_seq, k):
    pred, label = pred_seq.split(), label_seq.split()
    if len(pred) == 0:
        return 0.0
    exponent = min(0.0, 1 - len(label) / len(pred))
    for n in range(1, min(k, len(pred)) + 1):
        mine, theirs = grams(pred, n), grams(label, n)
        hits = sum(min(mine.count(g), theirs.count(g)) for g in set(mine))
        if hits == 0:
            return 0.0
        exponent += 0.5**n * log(hits / len(mine))
    return exp(exponent)
