"""The product of the flattened weights with themselves."""

def l2_penalty(w):
    flat = w.reshape(-1)
    return 0.5 * (flat @ flat)
