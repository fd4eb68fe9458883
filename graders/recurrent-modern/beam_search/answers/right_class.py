"""Beginnings as objects that know their log-probabilities, one for each token."""


class Beginning:
    def __init__(self, tokens, logs):
        self.tokens, self.logs = tokens, logs

    def score(self, alpha):
        return sum(self.logs) / max(len(self.logs), 1) ** alpha

    def longer(self, step):
        return [Beginning(self.tokens + [i], self.logs + [float(p)]) for i, p in enumerate(step(self.tokens))]


def beam_search(step, start, end, beam_size, max_steps, alpha):
    beam = [Beginning([start], [])]
    rounds = 0
    while rounds < max_steps and any(b.tokens[-1] != end for b in beam):
        following = []
        for b in beam:
            following += [b] if b.tokens[-1] == end else b.longer(step)
        following.sort(key=lambda b: -b.score(alpha))
        del following[beam_size:]
        beam = following
        rounds += 1
    return beam[0].tokens
