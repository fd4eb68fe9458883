"""Tensors that are filled by normal_, and a column of weights."""

def synthetic_data(w, b, num_examples):
    X = w.new_empty(num_examples, w.shape[0]).normal_()
    noise = w.new_empty(num_examples, 1).normal_(0, 0.01)
    return X, X @ w.unsqueeze(1) + b + noise
