"""Python's numbers, pair by pair."""


def best(row):
    return row if not isinstance(row, list) else row.index(max(row)) if len(row) > 1 else row[0]


def accuracy(y_hat, y):
    labels = y.reshape(-1).tolist()
    return float(sum(best(row) == label for row, label in zip(y_hat.tolist(), labels)))
