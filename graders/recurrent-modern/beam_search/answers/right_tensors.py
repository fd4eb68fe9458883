"""All candidates of a round in one tensor, of which topk chooses."""

import torch


def beam_search(step, start, end, beam_size, max_steps, alpha):
    beam = [([start], torch.tensor(0.0, dtype=torch.float64))]
    for _ in range(max_steps):
        lists, totals = [], []
        for tokens, total in beam:
            if len(tokens) > 1 and tokens[-1] == end:
                lists.append(tokens)
                totals.append(total.reshape(1))
            else:
                more = total + step(tokens).double()
                lists.extend(tokens + [token] for token in range(len(more)))
                totals.append(more)
        totals = torch.cat(totals)
        lengths = torch.tensor([len(tokens) - 1 for tokens in lists], dtype=torch.float64)
        chosen = torch.topk(totals / lengths.pow(alpha), min(beam_size, len(lists))).indices.tolist()
        beam = [(lists[i], totals[i]) for i in chosen]
        if all(tokens[-1] == end for tokens, _ in beam):
            break
    return beam[0][0]
