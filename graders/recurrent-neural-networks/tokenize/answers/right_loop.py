"""A loop for either kind of token, and an assertion."""


def tokenize(lines, token="word"):
    assert token in ("word", "char"), token
    result = []
    for line in lines:
        result.append(line.split() if token == "word" else [character for character in line])
    return result
