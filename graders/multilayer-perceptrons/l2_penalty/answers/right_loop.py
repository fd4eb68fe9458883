"""Element by element."""

def l2_penalty(w):
    total = 0
    for element in w.flatten():
        total = total + element * element / 2
    return total
