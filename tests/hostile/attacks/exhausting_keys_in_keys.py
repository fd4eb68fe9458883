"""A dict whose keys are tuples in tuples, all of which have to be hashed."""

GETS = "nothing"


def softmax(X):
    key = (0.0,)
    for _ in range(12):
        key = (key, key)
    return {(key, k): {(key, -k): X} for k in range(5)}
