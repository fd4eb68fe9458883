"""One regular expression: a sign that something other than a blank stands before."""

import re


def preprocess_nmt(text):
    text = re.sub("[\u202f\u00a0]", " ", text).lower()
    return re.sub(r"(?<=[^ ])([,.!?])", r" \1", text)
