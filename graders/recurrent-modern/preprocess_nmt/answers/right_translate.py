"""str.translate for the spaces; pairs of neighbours, the first of which is a blank in front of the text."""


def preprocess_nmt(text):
    text = text.lower().translate({0x202F: 0x20, 0xA0: 0x20})
    result = ""
    for before, char in zip(" " + text, text):
        if char in {",", ".", "!", "?"} and before != " ":
            result += " "
        result += char
    return result
