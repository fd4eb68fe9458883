"""An endless iterator of which the first tokens are taken."""

from itertools import chain, islice, repeat


def truncate_pad(line, num_steps, padding_token):
    return list(islice(chain(line, repeat(padding_token)), num_steps))
