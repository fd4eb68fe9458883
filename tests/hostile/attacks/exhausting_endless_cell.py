"""A cell that never ends and swallows every exception."""

GETS = "nothing"
VERDICT = "timeout"

while True:
    try:
        while True:
            pass
    except BaseException:
        pass
