"""Products that are summed along the rows."""

def linreg(X, w, b):
    y = (X * w.view(-1)).sum(dim=1)
    return (y if w.ndim == 1 else y[:, None]) + b
