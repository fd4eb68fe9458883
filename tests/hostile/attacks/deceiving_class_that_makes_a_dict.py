"""A class that makes a dict where an object is expected, and of which everything is an instance."""

EXERCISE = "Vocab"
GETS = "no more"
HONEST = """\
class Vocab:
    def __init__(self, tokens=None, min_freq=0, reserved_tokens=None):
        pass
    def __len__(self):
        return 1
    def __getitem__(self, tokens):
        return 0
"""

class Meta(type):
    def __call__(cls, *args, **kwargs):
        return {"<unk>": 0}
    def __instancecheck__(cls, other):
        return True

class Vocab(metaclass=Meta):
    pass
