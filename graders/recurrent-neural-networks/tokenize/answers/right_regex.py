"""Regular expressions, chosen from a dict: an unknown kind of token is a KeyError."""

import re


def tokenize(lines, token="word"):
    pattern = {"word": r"\S+", "char": r"(?s)."}[token]
    return [re.findall(pattern, line) for line in lines]
