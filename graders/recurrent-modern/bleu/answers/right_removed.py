"""Found n-grams are removed from a list; math.prod of a generator."""

import math


def precision(pred, label, n):
    left = [label[i : i + n] for i in range(len(label) - n + 1)]
    runs = [pred[i : i + n] for i in range(len(pred) - n + 1)]
    hits = 0
    for run in runs:
        if run in left:
            left.remove(run)
            hits += 1
    return hits / len(runs)


def bleu(pred_seq, label_seq, k):
    pred, label = pred_seq.split(), label_seq.split()
    if not pred:
        return 0.0
    brevity = 1.0 if len(pred) >= len(label) else math.exp(1 - len(label) / len(pred))
    return brevity * math.prod(precision(pred, label, n) ** (1 / 2**n) for n in range(1, min(k, len(pred)) + 1))
