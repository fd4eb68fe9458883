"""Numbers of Python: a sum by hand, and math.exp."""

import math


def perplexity(log_probabilities):
    total, count = 0.0, 0
    for value in log_probabilities.flatten().tolist():
        total -= value
        count += 1
    return math.exp(total / count)
