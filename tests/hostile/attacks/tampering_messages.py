"""Raises messages with terminal escapes, markup, lines of their own and half characters, at great length."""

GETS = "nothing"
VERDICT = "error"


class Loud(Exception):
    def __str__(self):
        return "\x1b]0;title\x07\x1b[2J</pre><script>alert(1)</script>\r\n10.0\n\u202e" + "A" * 100_000


Loud.__name__ = "<img src=x onerror=alert(1)>" * 100


def softmax(X):
    raise Loud
