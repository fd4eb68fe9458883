"""One word of megabytes, of letters that repr writes with ten signs each, in every line of every call."""

EXERCISE = "tokenize"
GETS = "no more"
HONEST = """\
def tokenize(lines, token="word"):
    return [["word"] for line in lines]
"""

LONG = "\U000e0101" * 1_500_000


def tokenize(lines, token="word"):
    return [[LONG] for line in lines]
