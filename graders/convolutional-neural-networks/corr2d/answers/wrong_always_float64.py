"""Everything is computed in float64 and stays so."""

HINT = "The result is float64 whatever the input is: it should have X's dtype."


def corr2d(X, K):
    h, w = K.shape
    return (X.double().unfold(0, h, 1).unfold(1, w, 1) * K.double()).sum((2, 3))
