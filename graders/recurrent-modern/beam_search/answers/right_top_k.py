"""topk of each beginning, a heap of the best, and a score that is computed when it is needed."""

import heapq


def beam_search(step, start, end, beam_size, max_steps, alpha):
    def score(entry):
        total, tokens = entry
        return total / (len(tokens) - 1) ** alpha

    kept = [(0.0, (start,))]
    for _ in range(max_steps):
        candidates = [entry for entry in kept if entry[1][-1] == end]
        for total, tokens in kept:
            if tokens[-1] != end:
                log_probs = step(list(tokens))
                values, indices = log_probs.topk(min(beam_size, len(log_probs)))
                candidates += [(total + v, (*tokens, i)) for v, i in zip(values.tolist(), indices.tolist())]
        kept = heapq.nlargest(beam_size, candidates, key=score)
        if not any(tokens[-1] != end for _, tokens in kept):
            break
    return list(max(kept, key=score)[1])
