"""match, map, and what is left over raises."""


def tokenize(lines, token="word"):
    match token:
        case "word":
            return list(map(str.split, lines))
        case "char":
            return list(map(list, lines))
    raise UnknownKind(token)


class UnknownKind(Exception):
    pass
